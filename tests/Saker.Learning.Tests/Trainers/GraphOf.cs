using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Trainers;

/// <summary>A fitted classifier as a graph of its own.</summary>
internal static class GraphOf
{
    public static byte[] Bytes(FittedClassifier fitted, int featureCount)
    {
        var graph = new GraphBuilder("classifier");
        var features = graph.Input("features", ElementType.Float32, -1, featureCount);
        graph.Output("probability", fitted.Emit(graph, features), -1, 1);
        return graph.Build().ToBytes();
    }

    public static float[] Predict(OnnxSession session, FeatureMatrix features)
    {
        var inputs = new Dictionary<string, Tensor> { ["features"] = Tensor.Of(features.Values, features.RowCount, features.ColumnCount) };
        var output = Assert.Single(session.Run(inputs));
        Assert.Equal([features.RowCount, 1], output.Shape);
        return output.Span<float>().ToArray();
    }

    public static void AgreesWithEngine(FittedClassifier fitted, FeatureMatrix features, double tolerance = 1e-6)
    {
        using var session = new OnnxSession(Bytes(fitted, features.ColumnCount));
        Near(fitted.PredictProbability(features), Predict(session, features), tolerance);
    }

    public static void Near(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs((double)expected[i] - actual[i]) <= tolerance, FormattableString.Invariant($"row {i}: {expected[i]} and {actual[i]}"));
    }
}
