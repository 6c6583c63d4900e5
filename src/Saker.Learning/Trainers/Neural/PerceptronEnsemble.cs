using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The mean of what several networks of dense layers give.</summary>
/// <param name="encoding">What the networks see of features.</param>
/// <param name="members">The layers of each network; the last ones give as many numbers.</param>
internal sealed class PerceptronEnsemble(InputEncoding encoding, IReadOnlyList<IReadOnlyList<DenseLayer>> members)
{
    /// <summary>How many numbers there are for a row.</summary>
    public int Width => members[0][^1].Outputs;

    /// <summary>The mean of each number, rows x width.</summary>
    public float[] Apply(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(NeuralNetwork.PublicName, features, encoding.FeatureCount, allowMissing: false);
        var means = new float[features.RowCount * Width];
        var widest = Math.Max(encoding.Width, members.SelectMany(layers => layers).Max(layer => layer.Outputs));
        var (encoded, given, next) = (new float[encoding.Width], new float[widest], new float[widest]);
        for (var row = 0; row < features.RowCount; row++)
        {
            encoding.Apply(features.Row(row), encoded);
            var sums = means.AsSpan(row * Width, Width);
            foreach (var layers in members)
            {
                encoded.CopyTo(given, 0);
                foreach (var layer in layers)
                {
                    layer.Apply(given.AsSpan(0, layer.Inputs), next);
                    (given, next) = (next, given);
                }
                for (var i = 0; i < sums.Length; i++)
                    sums[i] += given[i];
            }
            foreach (ref var sum in sums)
                sum *= 1f / members.Count;
        }
        return means;
    }

    /// <summary>Adds the nodes that compute the same: float32 [N, width].</summary>
    public Value Emit(GraphBuilder graph, Value features)
    {
        var encoded = encoding.Emit(graph, features);
        Value[] given = [.. members.Select(layers => layers.Aggregate(encoded, (value, layer) => Emit(graph, value, layer)))];
        var sum = given.Length == 1 ? given[0] : graph.Node("Sum", given, ElementType.Float32);
        return graph.Node("Mul", [sum, graph.Constant(Tensor.Scalar(1f / members.Count))], ElementType.Float32);
    }

    private static Value Emit(GraphBuilder graph, Value value, DenseLayer layer)
    {
        var given = graph.MatMul(value, graph.Constant(Tensor.Of(layer.Weights, layer.Inputs, layer.Outputs)));
        if (layer.Bias.Length > 0)
            given = graph.Node("Add", [given, graph.Constant(Tensor.Of(layer.Bias, 1, layer.Outputs))], ElementType.Float32);
        return layer.IsRectified ? graph.Relu(given) : given;
    }
}
