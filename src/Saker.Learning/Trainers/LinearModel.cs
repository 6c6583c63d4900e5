using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>A weighted sum, in float64.</summary>
internal sealed class LinearModel(double[] coefficients, double intercept, IReadOnlyList<string> warnings) : FittedModel
{
    /// <summary>One per feature, in the features' own scale.</summary>
    public IReadOnlyList<double> Coefficients => coefficients;

    public double Intercept => intercept;

    public override IReadOnlyList<string> Warnings => warnings;

    public override IReadOnlyList<double> FeatureMeans => Means;

    /// <summary>What <see cref="FeatureMeans"/> gives.</summary>
    public IReadOnlyList<double> Means { get; init; } = [];

    public override float[] Predict(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(LinearRegression.PublicName, features, coefficients.Length, allowMissing: false);
        var predicted = new float[features.RowCount];
        for (var row = 0; row < predicted.Length; row++)
        {
            var values = features.Row(row);
            var sum = intercept;
            for (var i = 0; i < values.Length; i++)
                sum += coefficients[i] * values[i];
            predicted[row] = (float)sum;
        }
        return predicted;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var wide = graph.Cast(features, ElementType.Float64);
        var sum = graph.Node("MatMul", [wide, graph.Constant(Tensor.Of(coefficients, coefficients.Length, 1))], ElementType.Float64);
        return graph.Cast(graph.Node("Add", [sum, graph.Constant(Tensor.Scalar(intercept))], ElementType.Float64), ElementType.Float32);
    }
}
