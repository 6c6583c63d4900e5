using Saker.Learning.Trainers.Logistic;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>The softmax of a weighted sum per class, in float64.</summary>
/// <param name="coefficients">Row-major, features x classes, in the features' own scale.</param>
/// <param name="intercepts">One for each class.</param>
/// <param name="warnings">What the fit has to say.</param>
internal sealed class SoftmaxModel(double[] coefficients, double[] intercepts, IReadOnlyList<string> warnings) : FittedModel
{
    public override IReadOnlyList<string> Warnings => warnings;

    public override IReadOnlyList<double> FeatureMeans => Means;

    /// <summary>What <see cref="FeatureMeans"/> gives.</summary>
    public IReadOnlyList<double> Means { get; init; } = [];

    private int ClassCount => intercepts.Length;

    public override float[] Predict(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(LogisticRegression.PublicName, features, coefficients.Length / ClassCount, allowMissing: false);
        var probabilities = new float[features.RowCount * ClassCount];
        var margins = new double[ClassCount];
        for (var row = 0; row < features.RowCount; row++)
        {
            intercepts.CopyTo(margins, 0);
            var values = features.Row(row);
            for (var i = 0; i < values.Length; i++)
                for (var each = 0; each < margins.Length; each++)
                    margins[each] += coefficients[(i * margins.Length) + each] * values[i];
            Softmax.Apply(margins, margins);
            for (var each = 0; each < margins.Length; each++)
                probabilities[(row * margins.Length) + each] = (float)margins[each];
        }
        return probabilities;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var wide = graph.Cast(features, ElementType.Float64);
        var sums = graph.Node("MatMul", [wide, graph.Constant(Tensor.Of(coefficients, coefficients.Length / ClassCount, ClassCount))], ElementType.Float64);
        var margins = graph.Node("Add", [sums, graph.Constant(Tensor.Of(intercepts, 1, ClassCount))], ElementType.Float64);
        return graph.Cast(graph.Softmax(margins), ElementType.Float32);
    }
}
