using Saker.Learning.Trainers;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Tests.Selection;

/// <summary>Predicts one feature as it is, after hooks that tests use to fail, wait or count, and to see the weights of rows.</summary>
internal sealed record FakeTrainer(int Feature, Action<CancellationToken>? BeforeFit = null, Action<float[]>? Weighed = null) : Trainer
{
    public override string Name => "fake";

    public override string Title => "Fake";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string>();

    public override double Complexity => 1;

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken)
    {
        BeforeFit?.Invoke(cancellationToken);
        return new Fitted(Feature);
    }

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken)
    {
        Weighed?.Invoke(weights.ToArray());
        return Fit(features, target, seed, cancellationToken);
    }

    private sealed class Fitted(int feature) : FittedClassifier
    {
        public override IReadOnlyList<string> Warnings => feature == 1 ? ["says so"] : [];

        public override float[] PredictProbability(FeatureMatrix features) => [.. Enumerable.Range(0, features.RowCount).Select(row => features.Row(row)[feature])];

        public override Value Emit(GraphBuilder graph, Value features) => throw new NotSupportedException();
    }
}
