using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>How steps take a sequence apart, or put one together.</summary>
/// <param name="Steps">How many there are.</param>
/// <param name="Shape">The extents of a step's part.</param>
/// <param name="Axis">The axis that steps go along.</param>
/// <param name="IsTurned">Whether the first step has the last part.</param>
internal sealed record ScanPart(long Steps, long[] Shape, int Axis, bool IsTurned)
{
    /// <summary>The direction of one that goes from the last step to the first.</summary>
    public long Backwards => IsTurned ? 0 : 1;

    /// <summary>The extents of the whole sequence.</summary>
    public long[] Whole => [.. Shape[..Axis], Steps, .. Shape[Axis..]];

    public static ScanPart Of(long[] whole, NodeProto node, string axes, string directions, int index)
    {
        var axis = (int)(node.Integers(axes) is { } known ? known[index] : 0);
        axis += axis < 0 ? whole.Length : 0;
        return new ScanPart(whole[axis], [.. whole[..axis], .. whole[(axis + 1)..]], axis, node.Integers(directions) is { } turned && turned[index] != 0);
    }
}
