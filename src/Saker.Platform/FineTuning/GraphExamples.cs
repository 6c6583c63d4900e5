using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Onnx.FineTuning;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.FineTuning;

/// <summary>Rows of a table as the examples that a graph learns from: what it takes, and classes by their places or numbers as it gives them.</summary>
internal sealed class GraphExamples(OnnxModel model, TensorSpec output, string target)
{
    public bool HasClasses { get; } = ModelTargets.HasClasses(output);

    /// <param name="rows">The rows.</param>
    /// <param name="beginning">What rows go through before they are learned from; null where they are learned from as they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">Columns do not fit, or the target has what is no answer of the graph.</exception>
    public ExampleSet Of(Table rows, FrozenBeginning? beginning, CancellationToken cancellationToken)
    {
        var column = rows.Get(target);
        var inputs = ModelRows.Of(rows, model.Inputs, target);
        return ExampleSet.Of(beginning?.Run(inputs, cancellationToken) ?? inputs, HasClasses ? ModelTargets.Places(column, output) : ModelTargets.Numbers(column, output));
    }
}
