using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

internal static class RecurrentCases
{
    private const int Steps = 4;
    private const int Batch = 2;
    private const int Width = 3;
    private const int Hidden = 2;

    public static IEnumerable<GradientCase> All =>
    [
        .. new[] { "forward", "reverse", "bidirectional" }.SelectMany(direction => new[]
        {
            Layer("LSTM", 4, direction, given: true), Layer("GRU", 3, direction, given: true), Layer("GRU", 3, direction, given: true, NodeAttribute.Of("linear_before_reset", 1)), Layer("RNN", 1, direction, given: true),
        }),
        Layer("LSTM", 4, "forward", given: false), Layer("GRU", 3, "bidirectional", given: false), Layer("GRU", 3, "forward", given: false, NodeAttribute.Of("linear_before_reset", 1)), Layer("RNN", 1, "forward", given: false),
        new("LSTM, only its last state", (graph, values) => graph.Node("LSTM", values, [ElementType.Float32, ElementType.Float32], [NodeAttribute.Of("hidden_size", Hidden)])[1],
            Drawn.Of(Steps, Batch, Width), Drawn.Of(1, 4 * Hidden, Width), Drawn.Of(1, 4 * Hidden, Hidden)),
        new("LSTM of one step", (graph, values) => graph.Node("LSTM", values, [ElementType.Float32], [NodeAttribute.Of("hidden_size", Hidden)])[0],
            Drawn.Of(1, Batch, Width), Drawn.Of(1, 4 * Hidden, Width), Drawn.Of(1, 4 * Hidden, Hidden)),
    ];

    // All that the layer gives is in the result, so that every way back is tried.
    private static GradientCase Layer(string operatorType, int gates, string direction, bool given, params NodeAttribute[] attributes)
    {
        var directions = direction == "bidirectional" ? 2 : 1;
        var hasCell = operatorType == "LSTM";
        var inputs = new List<Tensor> { Drawn.Of(Steps, Batch, Width), Drawn.Of(directions, gates * Hidden, Width), Drawn.Of(directions, gates * Hidden, Hidden) };
        if (given)
        {
            inputs.Add(Drawn.Of(directions, 2 * gates * Hidden));
            inputs.Add(Drawn.Of(directions, Batch, Hidden));
            if (hasCell)
                inputs.Add(Drawn.Between(-0.9, 1.1, directions, Batch, Hidden));
        }
        return new($"{operatorType} {direction}{(given ? ", bias and states given" : "")}{(attributes.Length > 0 ? ", reset after" : "")}", (graph, values) =>
        {
            Value[] taken = given ? [.. values[..4], Value.None, .. values[4..]] : values;
            var types = Enumerable.Repeat(ElementType.Float32, hasCell ? 3 : 2).ToArray();
            var outputs = graph.Node(operatorType, taken, types, [NodeAttribute.Of("hidden_size", Hidden), NodeAttribute.Of("direction", direction), .. attributes]);
            var states = outputs.Skip(1).Aggregate(graph.Add);
            return graph.Add(outputs[0], states);
        }, [.. inputs]);
    }
}
