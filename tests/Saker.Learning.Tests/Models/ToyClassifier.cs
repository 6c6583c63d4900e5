using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Tests.Models;

/// <summary>Gives the first feature as the probability.</summary>
internal sealed class ToyClassifier : FittedClassifier
{
    public override float[] PredictProbability(FeatureMatrix features) => [.. Enumerable.Range(0, features.RowCount).Select(row => features.Row(row)[0])];

    public override Value Emit(GraphBuilder graph, Value features) =>
        graph.Node("Gather", [features, graph.Constant(Tensor.Vector(0L))], ElementType.Float32, [NodeAttribute.Of("axis", 1)]);
}
