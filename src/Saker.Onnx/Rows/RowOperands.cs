using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Rows;

/// <summary>What a node takes, asked for what decides whether it keeps rows apart.</summary>
/// <param name="node">None of its inputs is mixed.</param>
/// <param name="flow">Knows its inputs.</param>
internal sealed class RowOperands(NodeProto node, RowFlow flow)
{
    public int Opset => flow.Opset;

    public RowKind Kind(int at) => flow.Kind(node.InputAt(at));

    public int Rank(int at) => flow.Rank(node.InputAt(at));

    public long[]? Numbers(int at) => flow.Numbers(node.InputAt(at));

    public bool IsAbsent(int at) => node.InputAt(at).Length == 0;

    /// <summary>Whether an input is a stored number, not of unknown rank.</summary>
    public bool IsNumber(int at) => flow.Rank(node.InputAt(0)) == flow.Rank(node.Output[0]);

    public bool AreConstant(int from) => Enumerable.Range(from, Math.Max(0, node.Input.Count - from)).All(at => Kind(at) == RowKind.Constant);

    public bool IsFirstAlone() => Kind(0) == RowKind.Rows && AreConstant(1);

    /// <summary>Whether all inputs have rows and one rank, at least so large.</summary>
    public bool AreAll(int leastRank) => node.Input.All(name => flow.Kind(name) == RowKind.Rows && flow.Rank(name) >= leastRank && flow.Rank(name) == Rank(0));

    /// <summary>An axis counted from the first; -1 where that is not known.</summary>
    public int Axis(long axis, int at) => Within(axis, Rank(at));

    public bool IsInner(long axis, int at) => Axis(axis, at) >= 1;

    public bool IsInnerOfOutput(long axis) => Within(axis, flow.Rank(node.Output[0])) >= 1;

    /// <summary>Whether the axes, an attribute or an input, are known and all behind the first.</summary>
    public bool HasInnerAxes(int at, bool ofOutput = false)
    {
        var axes = node.Integers("axes") ?? Numbers(at);
        var rank = ofOutput ? flow.Rank(node.Output[0]) : Rank(0);
        return axes is { Length: > 0 } && Array.TrueForAll(axes, axis => Within(axis, rank) >= 1);
    }

    /// <summary>Whether an input that is added to rows is the same for each of them.</summary>
    public bool Fits(int at)
    {
        var (name, rank) = (node.InputAt(at), flow.Rank(node.Output[0]));
        return name.Length == 0 || (rank > 0 && flow.Kind(name) switch
        {
            RowKind.Rows => flow.Rank(name) == rank,
            RowKind.Constant => flow.Rank(name) < rank || (flow.Rank(name) == rank && flow.Extent(name, 0) == 1),
            _ => false,
        });
    }

    /// <summary>Whether a constant has fewer extents than the rows.</summary>
    public bool FitsBehind(int at) => IsAbsent(at) || Rank(at) < Rank(0);

    public bool Broadcasts() => node.Input.Any(name => flow.Kind(name) == RowKind.Rows) && Enumerable.Range(0, node.Input.Count).All(Fits);

    public bool Multiplies()
    {
        var (left, right) = (Rank(0), Rank(1));
        var rank = flow.Rank(node.Output[0]);
        return (Kind(0), Kind(1)) switch
        {
            (RowKind.Rows, RowKind.Constant) => left >= 2 && right >= 1 && (right <= 2 || right < left || (right == left && flow.Extent(node.Input[1], 0) == 1)) && rank >= left - 1,
            (RowKind.Rows, RowKind.Rows) => left >= 3 && left == right,
            (RowKind.Constant, RowKind.Rows) => right >= 3 && left >= 1 && (left < right || (left == right && flow.Extent(node.Input[0], 0) == 1)),
            _ => false,
        };
    }

    /// <summary>Whether columns are picked of each row, or each row picks of a table.</summary>
    public bool Looks(long axis) => (Kind(0), Kind(1)) switch
    {
        (RowKind.Rows, RowKind.Constant) => IsInner(axis, 0),
        (RowKind.Constant, RowKind.Rows) => Rank(0) >= 1 && Axis(axis, 0) == 0,
        _ => false,
    };

    public bool Reshapes(bool copiesZero)
    {
        if (Kind(0) != RowKind.Rows || (Numbers(1) ?? node.Integers("shape")) is not [var first, .. var rest] || rest.Contains(RowNumbers.Rows))
            return false;
        if (first == RowNumbers.Rows || (first == 0 && copiesZero))
            return true;
        if (first != -1)
            return false;
        // What is left over are the rows where each keeps as many cells as it has.
        var before = Product(Enumerable.Range(1, Math.Max(0, Rank(0) - 1)).Select(axis => flow.Extent(node.Input[0], axis)));
        var after = Product(rest.Select((extent, at) => extent == 0 && copiesZero ? flow.Extent(node.Input[0], at + 1) : extent));
        return before > 0 && before == after;
    }

    public bool Expands() => Numbers(1) is { Length: > 0 } shape && Kind(0) == RowKind.Rows && (shape.Length < Rank(0) || (shape.Length == Rank(0) && shape[0] is 1 or RowNumbers.Rows));

    public bool Pads()
    {
        var pads = node.Integers("pads") ?? Numbers(1);
        return pads is not null && pads.Length == 2 * Rank(0) && pads.Length > 0 && pads[0] == 0 && pads[pads.Length / 2] == 0 && IsAbsent(3);
    }

    private static int Within(long axis, int rank) => rank == 0 || axis < -rank || axis >= rank ? -1 : (int)(axis < 0 ? axis + rank : axis);

    private static long Product(IEnumerable<long> extents)
    {
        var product = 1L;
        foreach (var extent in extents)
        {
            if (extent <= 0 || product > int.MaxValue)
                return -1;
            product *= extent;
        }
        return product;
    }
}
