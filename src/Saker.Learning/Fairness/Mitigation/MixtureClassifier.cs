using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// The weighted mean of the probabilities that members give, as one graph. The randomised classifier of the reduction draws a member for each row; this is its
/// expectation, so that the same row always gets the same answer.
/// </summary>
internal sealed class MixtureClassifier(IReadOnlyList<(FittedClassifier Member, float Share)> members) : FittedClassifier
{
    public IReadOnlyList<(FittedClassifier Member, float Share)> Members => members;

    public override IReadOnlyList<string> Warnings { get; } = [.. members.SelectMany(member => member.Member.Warnings).Distinct(StringComparer.Ordinal)];

    public override float[] PredictProbability(FeatureMatrix features)
    {
        var sum = new float[features.RowCount];
        foreach (var (member, share) in members)
        {
            var probability = member.PredictProbability(features);
            for (var row = 0; row < sum.Length; row++)
                sum[row] += share * probability[row];
        }
        // Shares sum to 1 up to rounding.
        for (var row = 0; row < sum.Length; row++)
            sum[row] = Math.Min(sum[row], 1);
        return sum;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        Value? sum = null;
        foreach (var (member, share) in members)
        {
            var part = graph.Node("Mul", [graph.Constant(Tensor.Scalar(share)), member.Emit(graph, features)], ElementType.Float32);
            sum = sum is { } before ? graph.Node("Add", [before, part], ElementType.Float32) : part;
        }
        return graph.Node("Clip", [sum!.Value, graph.Constant(Tensor.Scalar(0f)), graph.Constant(Tensor.Scalar(1f))], ElementType.Float32);
    }
}
