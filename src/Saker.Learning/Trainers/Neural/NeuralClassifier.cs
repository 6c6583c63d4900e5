using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The sigmoid of the mean of what several networks of dense layers give.</summary>
/// <param name="encoding">What the networks see of features.</param>
/// <param name="members">The layers of each network.</param>
/// <param name="warnings">What there is to say of the fit.</param>
internal sealed class NeuralClassifier(InputEncoding encoding, IReadOnlyList<IReadOnlyList<DenseLayer>> members, IReadOnlyList<string> warnings) : FittedClassifier
{
    public override IReadOnlyList<string> Warnings => warnings;

    public override float[] PredictProbability(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(NeuralNetwork.PublicName, features, encoding.FeatureCount, allowMissing: false);
        var probability = new float[features.RowCount];
        var widest = Math.Max(encoding.Width, members.SelectMany(layers => layers).Max(layer => layer.Outputs));
        var (encoded, given, next) = (new float[encoding.Width], new float[widest], new float[widest]);
        for (var row = 0; row < probability.Length; row++)
        {
            encoding.Apply(features.Row(row), encoded);
            var sum = 0f;
            foreach (var layers in members)
            {
                encoded.CopyTo(given, 0);
                foreach (var layer in layers)
                {
                    layer.Apply(given.AsSpan(0, layer.Inputs), next);
                    (given, next) = (next, given);
                }
                sum += given[0];
            }
            probability[row] = 1 / (1 + MathF.Exp(-sum * (1f / members.Count)));
        }
        return probability;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var encoded = encoding.Emit(graph, features);
        Value[] given = [.. members.Select(layers => layers.Aggregate(encoded, (value, layer) => Emit(graph, value, layer)))];
        var sum = given.Length == 1 ? given[0] : graph.Node("Sum", given, ElementType.Float32);
        return graph.Sigmoid(graph.Node("Mul", [sum, graph.Constant(Tensor.Scalar(1f / members.Count))], ElementType.Float32));
    }

    private static Value Emit(GraphBuilder graph, Value value, DenseLayer layer)
    {
        var given = graph.MatMul(value, graph.Constant(Tensor.Of(layer.Weights, layer.Inputs, layer.Outputs)));
        if (layer.Bias.Length > 0)
            given = graph.Node("Add", [given, graph.Constant(Tensor.Of(layer.Bias, 1, layer.Outputs))], ElementType.Float32);
        return layer.IsRectified ? graph.Relu(given) : given;
    }
}
