using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>
/// Nodes before a fragile one. Each check is a quotient of whole numbers that is 1, or 0 / 0, with which a run fails at a node that is called
/// what the caller is told.
/// </summary>
/// <param name="nodes">Takes the nodes, in order.</param>
/// <param name="node">The fragile node.</param>
/// <param name="number">Tells this input from others.</param>
internal sealed class SafeInput(List<NodeProto> nodes, NodeProto node, int number)
{
    /// <summary>How the names of the nodes that fail begin; what the caller is told follows.</summary>
    public const string Mark = "saker/guard/";

    // More than any extent, and far from where sums of it and an extent overflow.
    private const long Bound = 1L << 40;

    private int _count;

    /// <summary>The value, which must have elements.</summary>
    public string Filled(string value) => Held(value, Add("Size", [value]), $"takes no value without elements, and an extent of '{value}' is 0");

    /// <summary>The value, which must have so many extents or more.</summary>
    public string OfRankAtLeast(string value, int rank) => rank == 0 ? value
        : Held(value, Add("Div", [Rank(value), Whole(rank)]), $"takes values of {Extents(rank)} or more, and '{value}' has fewer");

    /// <summary>The value, which must have so many extents.</summary>
    public string OfRank(string value, int rank) => Held(value, IsSame(Rank(value), Whole(rank)), $"takes a value of {Extents(rank)}, and '{value}' has another number of them");

    /// <summary>The value, which must have as many extents as the other.</summary>
    public string OfRankOf(string value, string other) => Held(value, IsSame(Rank(value), Rank(other)), $"takes values of as many extents each, and '{value}' has another number of them than '{other}'");

    /// <summary>The whole number, bounded.</summary>
    public string Bounded(string value) => Add("Min", [Add("Max", [value, Whole(-Bound)]), Whole(Bound)]);

    private static string Extents(int rank) => rank == 1 ? "1 extent" : $"{rank} extents";

    private string Rank(string value) => Add("Size", [Add("Shape", [value])]);

    private string IsSame(string left, string right) => Add("Cast", [Add("Equal", [left, right])], NodeAttribute.Of("to", (long)ElementType.Int64));

    // The extents, multiplied by the 1, are its shape: the value itself is not touched, and cannot be used before the check.
    private string Held(string value, string count, string cause)
    {
        var one = Add("Div", [count, count]);
        nodes[^1].Name = $"{Mark}{number}/{$"{node.OpType} node '{node.Label()}' {cause}".Replace('\'', '"')}";
        return Add("Reshape", [value, Add("Mul", [Add("Shape", [value]), one])]);
    }

    private string Whole(long value) => Add("Constant", [], NodeAttribute.Of("value", Tensor.Scalar(value)));

    private string Add(string operatorType, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var name = $"saker/guarded/{number}/{_count++}";
        var added = new NodeProto { OpType = operatorType, Name = name, Output = { name } };
        foreach (var input in inputs)
            added.Input.Add(input);
        foreach (var attribute in attributes)
            added.Attribute.Add(attribute.Proto);
        nodes.Add(added);
        return name;
    }
}
