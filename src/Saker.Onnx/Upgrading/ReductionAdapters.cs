using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Upgrading;

/// <summary>Reductions, whose axes became an input, and softmaxes, which took everything from an axis on as one.</summary>
internal static class ReductionAdapters
{
    public static void Register(Adapters adapters)
    {
        adapters.Add("ReduceSum", 13, Axes);
        foreach (var operatorType in new[] { "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare" })
            adapters.Add(operatorType, 18, Axes);
        foreach (var operatorType in new[] { "Softmax", "LogSoftmax", "Hardmax" })
            adapters.Add(operatorType, 13, Coerced);
    }

    private static void Axes(AdapterNode node) => node.MoveIntegers("axes", 1);

    // Before, the value was coerced to a matrix at the axis (1 by default) and rows were normalised; that is the same only for the last axis.
    private static void Coerced(AdapterNode node)
    {
        var axis = node.Node.Integer("axis", 1);
        var value = node.Taken(0);
        node.Node.Set(NodeAttribute.Of("axis", -1));
        if (axis == -1 || (node.RankOf(value) is { } rank && (axis < 0 ? axis + rank : axis) == rank - 1))
            return;
        var shape = node.Before("Shape", [value]);
        node.Node.Input[0] = node.Before("Flatten", [value], NodeAttribute.Of("axis", axis));
        node.After("Reshape", [shape]);
    }
}
