using Saker.Onnx.Editing;

namespace Saker.Onnx.Upgrading;

/// <summary>Operators that broadcast by attributes up to operator set 6, and attributes that went with them.</summary>
internal static class BroadcastAdapters
{
    public static void Register(Adapters adapters)
    {
        foreach (var operatorType in new[] { "Add", "Sub", "Mul", "Div", "Pow", "And", "Or", "Xor", "Equal", "Greater", "Less" })
            adapters.Add(operatorType, 7, Broadcast);
        adapters.Add("PRelu", 7, Slope);
        adapters.Add("Gemm", 7, node => node.Node.Remove("broadcast"));
        foreach (var operatorType in new[] { "BatchNormalization", "Dropout" })
            adapters.Add(operatorType, 7, Testing);
        foreach (var operatorType in new[] { "LSTM", "GRU", "RNN" })
            adapters.Add(operatorType, 7, node => node.Node.Remove("output_sequence"));
    }

    // The second operand lay at an axis of the first, by default at its end, where it lies without a word today.
    private static void Broadcast(AdapterNode node)
    {
        var axis = node.Node.Find("axis");
        node.Node.Remove("axis");
        node.Node.Remove("broadcast");
        if (axis is null)
            return;
        if (node.RankOf(node.Taken(0)) is not { } rank || node.RankOf(node.Taken(1)) is not { } other)
            throw node.Refuse("it broadcasts along an axis, and the model does not say how many extents its operands have");
        var first = axis.I < 0 ? axis.I + rank : axis.I;
        if (first < 0 || first > rank)
            throw node.Refuse($"it broadcasts along axis {axis.I} of {rank}");
        var missing = rank - first - other;
        if (missing > 0)
            node.Node.Input[1] = node.Before("Unsqueeze", [node.Taken(1), node.Constant(Tensor.Vector([.. Enumerable.Range(0, (int)missing).Select(i => (long)(other + i))]))]);
    }

    // A slope a channel lay at the channels; today it is given one extent for each that follows them.
    private static void Slope(AdapterNode node)
    {
        if (node.RankOf(node.Taken(1)) != 1)
            return;
        var rank = node.RankOf(node.Taken(0)) ?? throw node.Refuse("the model does not say how many extents its input has");
        if (rank > 2)
            node.Node.Input[1] = node.Before("Unsqueeze", [node.Taken(1), node.Constant(Tensor.Vector([.. Enumerable.Range(1, rank - 2).Select(i => (long)i)]))]);
    }

    private static void Testing(AdapterNode node)
    {
        if (node.Node.Integer("is_test", 0) == 0 && node.Node.Output.Skip(1).Any(output => output.Length > 0))
            throw node.Refuse("it is in the mode for training of an operator set before 7");
        node.Node.Remove("is_test");
        node.Node.Remove("consumed_inputs");
    }
}
