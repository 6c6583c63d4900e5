using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers in which steps of a sequence look at each other.</summary>
public static class AttentionLayers
{
    // What a step that must not be looked at has added: its share is 0 afterwards, and nothing overflows.
    private const float Hidden = -1e9f;

    /// <summary>
    /// Self-attention with several heads (Vaswani et al. 2017): four dense layers <c>layer.query</c>, <c>layer.key</c>, <c>layer.value</c> and <c>layer.output</c>, each [width, width] with a shift.
    /// </summary>
    /// <param name="value">Sequences [rows, steps, width].</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="heads">The number of heads; it divides the width.</param>
    /// <param name="mask">[rows, steps], 1 for steps that may be looked at and 0 for others, see <see cref="EmbeddingLayers.Present"/>; all may where left out.</param>
    /// <param name="isCausal">Whether a step looks only at itself and those before it.</param>
    public static NetworkValue Attention(this NetworkValue value, string layer, int heads, NetworkValue? mask = null, bool isCausal = false)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "sequences [rows, steps, width]", 3);
        LayerShapes.AtLeast(layer, "heads", heads, 1);
        var (steps, width) = (value.Shape[1], value.Shape[2]);
        if (width % heads != 0)
            throw LayerShapes.Wrong(layer, $"has {heads} heads, which must divide the width of what it is given: {value}");
        var head = width / heads;
        var graph = network.Graph;
        var query = Heads(value.Dense($"{layer}.query", (int)width, Initialiser.Glorot), heads, 0, 2, 1, 3);
        var key = Heads(value.Dense($"{layer}.key", (int)width, Initialiser.Glorot), heads, 0, 2, 3, 1);
        var content = Heads(value.Dense($"{layer}.value", (int)width, Initialiser.Glorot), heads, 0, 2, 1, 3);
        var scores = graph.Multiply(graph.MatMul(query, key), graph.Constant(Tensor.Scalar((float)(1 / Math.Sqrt(head)))));
        if (mask is not null)
            scores = graph.Add(scores, Hide(layer, value, mask));
        if (isCausal)
            scores = graph.Add(scores, network.Constant(Later((int)steps)));
        var seen = graph.MatMul(graph.Softmax(scores), content);
        var joined = graph.Reshape(graph.Transpose(seen, 0, 2, 1, 3), 0, steps, width);
        return new NetworkValue(network, joined, [.. value.Shape]).Dense($"{layer}.output", (int)width, Initialiser.Glorot);
    }

    private static Value Heads(NetworkValue value, int heads, params ReadOnlySpan<long> order)
    {
        var graph = value.Network.Graph;
        return graph.Transpose(graph.Reshape(value.Value, 0, value.Shape[1], heads, value.Shape[2] / heads), order);
    }

    private static Value Hide(string layer, NetworkValue value, NetworkValue mask)
    {
        value.Network.Own(layer, mask);
        LayerShapes.Numbers(layer, mask, "a mask [rows, steps]", 2);
        if (mask.Shape[1] != value.Shape[1])
            throw LayerShapes.Wrong(layer, $"takes a mask of as many steps as there are; it was given {value} and {mask}");
        var graph = value.Network.Graph;
        var absent = graph.Subtract(graph.Constant(Tensor.Scalar(1f)), mask.Value);
        return graph.Unsqueeze(graph.Multiply(absent, graph.Constant(Tensor.Scalar(Hidden))), 1, 2);
    }

    private static Tensor Later(int steps)
    {
        var values = new float[steps * steps];
        for (var i = 0; i < steps; i++)
            values.AsSpan(i * steps + i + 1, steps - i - 1).Fill(Hidden);
        return Tensor.Of(values, steps, steps);
    }
}
