using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>The sigmoid of a weighted sum, in float64.</summary>
internal sealed class LogisticClassifier(double[] coefficients, double intercept, IReadOnlyList<string> warnings) : FittedClassifier
{
    /// <summary>One per feature, in the features' own scale.</summary>
    public IReadOnlyList<double> Coefficients => coefficients;

    public double Intercept => intercept;

    public override IReadOnlyList<string> Warnings => warnings;

    public override IReadOnlyList<double> FeatureMeans => Means;

    /// <summary>What <see cref="FeatureMeans"/> gives.</summary>
    public IReadOnlyList<double> Means { get; init; } = [];

    public override float[] PredictProbability(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(LogisticRegression.PublicName, features, coefficients.Length, allowMissing: false);
        var probability = new float[features.RowCount];
        for (var row = 0; row < probability.Length; row++)
        {
            var values = features.Row(row);
            var margin = intercept;
            for (var i = 0; i < values.Length; i++)
                margin += coefficients[i] * values[i];
            probability[row] = (float)(1 / (1 + Math.Exp(-margin)));
        }
        return probability;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var wide = graph.Node("Cast", [features], ElementType.Float64, [NodeAttribute.Of("to", (long)ElementType.Float64)]);
        var weights = graph.Constant(Tensor.Of(coefficients, coefficients.Length, 1));
        var sum = graph.Node("MatMul", [wide, weights], ElementType.Float64);
        var margin = graph.Node("Add", [sum, graph.Constant(Tensor.Scalar(intercept))], ElementType.Float64);
        var probability = graph.Node("Sigmoid", [margin], ElementType.Float64);
        return graph.Node("Cast", [probability], ElementType.Float32, [NodeAttribute.Of("to", (long)ElementType.Float32)]);
    }
}
