using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Rows;

/// <summary>Follows whole numbers that shapes are made of.</summary>
internal static class RowNumbers
{
    /// <summary>Stands for how many rows there are.</summary>
    public const long Rows = long.MinValue;

    /// <summary>Stands for a number that follows from the shapes, but not known which.</summary>
    public const long Unknown = long.MinValue + 1;

    /// <summary>What a node gives, where those are such numbers; null otherwise.</summary>
    public static long[]? Follow(NodeProto node, RowFlow flow) => !node.IsStandard() || node.Output.Count != 1 ? null : node.OpType switch
    {
        "Constant" => ConstantNode.Read(node) is { Type: ElementType.Int64, Shape.Count: <= 1 } tensor ? tensor.Span<long>().ToArray() : null,
        "Shape" => Extents(node, flow),
        "Identity" or "Unsqueeze" or "Squeeze" => flow.Numbers(node.InputAt(0)) is { } same && flow.Rank(node.Output[0]) <= 1 ? same : null,
        "Cast" => node.Integer("to", 0) == (long)ElementType.Int64 ? flow.Numbers(node.InputAt(0)) : null,
        "Concat" => Joined(node, flow),
        "Gather" => Picked(node, flow),
        "Slice" => Part(node, flow),
        _ => null,
    };

    private static long[]? Extents(NodeProto node, RowFlow flow)
    {
        var (name, rank) = (node.InputAt(0), flow.Rank(node.InputAt(0)));
        if (flow.Kind(name) != RowKind.Rows || rank == 0)
            return null;
        long[] all = [Rows, .. Enumerable.Range(1, rank - 1).Select(axis => flow.Extent(name, axis) is >= 0 and var extent ? extent : Unknown)];
        return Between(all, node.Integer("start", 0), node.Integer("end", rank));
    }

    private static long[]? Joined(NodeProto node, RowFlow flow)
    {
        var parts = node.Input.Select(flow.Numbers).ToArray();
        return parts.All(part => part is not null) ? [.. parts.SelectMany(part => part!)] : null;
    }

    private static long[]? Picked(NodeProto node, RowFlow flow)
    {
        if (flow.Numbers(node.InputAt(0)) is not { } from || flow.Numbers(node.InputAt(1)) is not { } at || at.Any(index => index < -from.Length || index >= from.Length))
            return null;
        return [.. at.Select(index => from[index < 0 ? index + from.Length : index])];
    }

    private static long[]? Part(NodeProto node, RowFlow flow)
    {
        if (flow.Numbers(node.InputAt(0)) is not { } from)
            return null;
        var begin = node.Integers("starts") ?? flow.Numbers(node.InputAt(1));
        var end = node.Integers("ends") ?? flow.Numbers(node.InputAt(2));
        return begin is [not (Rows or Unknown)] && end is [not (Rows or Unknown)] && (node.InputAt(4).Length == 0 || flow.Numbers(node.InputAt(4)) is [1]) ? Between(from, begin[0], end[0]) : null;
    }

    private static long[] Between(long[] from, long begin, long end)
    {
        var first = Math.Clamp(begin < 0 ? begin + from.Length : begin, 0, from.Length);
        var last = Math.Clamp(end < 0 ? end + from.Length : end, first, from.Length);
        return from[(int)first..(int)last];
    }
}
