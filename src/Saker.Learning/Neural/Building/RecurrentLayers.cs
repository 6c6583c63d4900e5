using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that go through sequences step by step.</summary>
public static class RecurrentLayers
{
    private const string Taken = "sequences [rows, steps, features]";

    // Where the gate that forgets lies among an LSTM's blocks (input, output, forget, cell).
    private const int Forget = 2;

    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber 1997): <c>layer.weight</c> [directions, 4 width, features], <c>layer.recurrence</c> [directions, 4 width, width] and
    /// <c>layer.bias</c> [directions, 8 width], gates in the order input, output, forget, cell. It forgets little at first: that gate's shift is 1 (Jozefowicz et al. 2015).
    /// </summary>
    /// <param name="value">Sequences [rows, steps, features].</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="width">Width of its state, 1 or more; with two directions the result is twice as wide.</param>
    /// <param name="isBidirectional">Whether it also goes from the end to the beginning.</param>
    /// <param name="givesLast">Whether it gives only the state after the last step of each direction, [rows, width], instead of all, [rows, steps, width].</param>
    public static NetworkValue Lstm(this NetworkValue value, string layer, int width, bool isBidirectional = false, bool givesLast = false) =>
        Recurrent("LSTM", 4, value, layer, width, isBidirectional, givesLast);

    /// <summary>
    /// Gated recurrent units (Cho et al. 2014, in the form that resets after the product): <c>layer.weight</c> [directions, 3 width, features], <c>layer.recurrence</c>
    /// [directions, 3 width, width] and <c>layer.bias</c> [directions, 6 width], gates in the order update, reset, candidate. See <see cref="Lstm"/>.
    /// </summary>
    public static NetworkValue Gru(this NetworkValue value, string layer, int width, bool isBidirectional = false, bool givesLast = false) =>
        Recurrent("GRU", 3, value, layer, width, isBidirectional, givesLast, NodeAttribute.Of("linear_before_reset", 1));

    private static NetworkValue Recurrent(string kind, int gates, NetworkValue value, string layer, int width, bool isBidirectional, bool givesLast, params ReadOnlySpan<NodeAttribute> more)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, Taken, 3);
        LayerShapes.AtLeast(layer, "a width", width, 1);
        var (steps, features) = (value.Shape[1], value.Shape[2]);
        var directions = isBidirectional ? 2 : 1;
        var weight = network.Parameter(layer, "weight", Blocks(network, Initialiser.Glorot, directions, gates, width, features));
        var recurrence = network.Parameter(layer, "recurrence", Blocks(network, Initialiser.Orthogonal, directions, gates, width, width));
        var bias = network.Parameter(layer, "bias", Bias(directions, gates, width), isDecayed: false);

        // The operator takes and gives the steps first.
        var graph = network.Graph;
        NodeAttribute[] attributes = [NodeAttribute.Of("hidden_size", width), NodeAttribute.Of("direction", isBidirectional ? "bidirectional" : "forward"), .. more];
        var results = graph.Node(kind, [graph.Transpose(value.Value, 1, 0, 2), weight, recurrence, bias], [ElementType.Float32, ElementType.Float32], attributes);
        if (givesLast)
            return new NetworkValue(network, graph.Reshape(graph.Transpose(results[1], 1, 0, 2), 0, directions * width), -1, directions * width);
        return new NetworkValue(network, graph.Reshape(graph.Transpose(results[0], 2, 0, 1, 3), 0, steps, directions * width), -1, steps, directions * width);
    }

    // Each gate of each direction is drawn by itself.
    private static Tensor Blocks(NetworkBuilder network, Initialiser initialiser, int directions, int gates, int width, long inputs)
    {
        var chance = network.Chance();
        var blocks = Enumerable.Range(0, directions * gates).Select(_ => initialiser.Draw([width, inputs], inputs, width, chance).Span<float>().ToArray());
        return Tensor.Of(blocks.SelectMany(block => block).ToArray(), directions, gates * width, inputs);
    }

    private static Tensor Bias(int directions, int gates, int width)
    {
        var values = new float[directions * 2 * gates * width];
        if (gates == 4)
            for (var direction = 0; direction < directions; direction++)
                values.AsSpan((direction * 2 * gates + Forget) * width, width).Fill(1);
        return Tensor.Of(values, directions, 2 * gates * width);
    }
}
