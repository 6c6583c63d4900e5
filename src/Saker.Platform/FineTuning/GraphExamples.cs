using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.FineTuning;

/// <summary>Rows of a table as the examples that a graph learns from: what it takes, and classes by their places or numbers as it gives them.</summary>
internal sealed class GraphExamples(OnnxModel model, TensorSpec output, string target)
{
    public bool HasClasses { get; } = ModelTargets.HasClasses(output);

    /// <exception cref="SakerException">Columns do not fit, or the target has what is no answer of the graph.</exception>
    public ExampleSet Of(Table rows)
    {
        var column = rows.Get(target);
        return ExampleSet.Of(ModelRows.Of(rows, model.Inputs, target), HasClasses ? ModelTargets.Places(column, output) : ModelTargets.Numbers(column, output));
    }
}
