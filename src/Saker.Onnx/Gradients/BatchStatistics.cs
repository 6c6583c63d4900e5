using Saker.Onnx.Editing;
using Saker.Onnx.Gradients.Rules;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>Lets batch normalisations go by the batch: its mean and variance are worked out beside them and given to the same node as if they were stored.</summary>
internal static class BatchStatistics
{
    /// <summary>Takes nodes out of a mode of training in which they work statistics out themselves.</summary>
    public static void Prepare(GraphProto graph)
    {
        foreach (var node in graph.Node.Where(node => node.IsStandard() && node.OpType == "BatchNormalization" && node.Integer("training_mode", 0) != 0))
        {
            node.Remove("training_mode");
            while (node.Output.Count > 1)
                node.Output.RemoveAt(node.Output.Count - 1);
        }
    }

    public static IReadOnlyList<BatchStatistic> Insert(Emitter emit)
    {
        var statistics = new List<BatchStatistic>();
        foreach (var node in emit.Draft.Graph.Node.Where(node => node.IsStandard() && node.OpType == "BatchNormalization").ToArray())
        {
            var shape = emit.Shape(node.Input[0]);
            var count = Extents.Count(shape) / shape[1];
            long[] column = [1, shape[1], .. Windows.Ones(shape.Length - 2)];
            long[] others = [0, .. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];
            var mean = emit.Mul(emit.ReduceSum(node.Input[0], others, keep: false), 1f / count);
            var squares = emit.Node("ReduceSumSquare", [shape[1]], [emit.Sub(node.Input[0], emit.Reshape(mean, column)), emit.Integers(others)], NodeAttribute.Of("keepdims", 0));
            var variance = emit.Mul(squares, 1f / count);
            statistics.Add(new BatchStatistic(node.Label(), node.Input[3], node.Input[4], mean, variance, count, node.Float("momentum", 0.9f)));
            node.Input[3] = mean;
            node.Input[4] = variance;
            node.DocString = NormalisationRules.OfBatch;
        }
        return statistics;
    }
}
