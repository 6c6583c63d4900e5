using System.Numerics;
using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;

namespace Saker.Onnx.Plans;

/// <summary>Operators that make less of rows: sums, places of largest numbers, bounds.</summary>
internal static class ReducingOperators
{
    public static void AddSum(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0], ElementType.Int64);
        if (node.Inputs.Count < 2 || draft.Constant(node.Inputs[1]).Span<long>() is not [1 or -1] || (node.FindAttribute("keepdims")?.Integer ?? 1) != 1)
            throw new PlanException("sums along another axis than columns");
        var result = draft.New(ElementType.Int64, 1);
        draft.Steps.Add(new WholeSumStep(value, result));
        draft.Set(node.Outputs[0], result);
    }

    public static void AddLargest(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0], ElementType.Float32);
        if ((node.FindAttribute("axis")?.Integer ?? 0) is not (1 or -1) || (node.FindAttribute("keepdims")?.Integer ?? 1) != 1 || (node.FindAttribute("select_last_index")?.Integer ?? 0) != 0)
            throw new PlanException("looks along another axis than columns");
        var result = draft.New(ElementType.Int64, 1);
        draft.SetPlaces(result, value.Width);
        draft.Steps.Add(new LargestStep(value, result));
        draft.Set(node.Outputs[0], result);
    }

    public static void AddClip(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0], ElementType.Float32, ElementType.Float64);
        var result = draft.New(value.Type, value.Width);
        // A bound that is left out is the type's last number, and not infinity.
        draft.Steps.Add(value.Type == ElementType.Float32
            ? Clip(value, Bound(draft, node, 1, float.MinValue), Bound(draft, node, 2, float.MaxValue), result)
            : Clip(value, Bound(draft, node, 1, double.MinValue), Bound(draft, node, 2, double.MaxValue), result));
        draft.Set(node.Outputs[0], result);
    }

    private static ClipStep<T> Clip<T>(PlanValue value, T low, T high, PlanValue result)
        where T : INumber<T> => low <= high ? new ClipStep<T>(value, low, high, result) : throw new PlanException($"has the bounds {low} and {high}");

    private static T Bound<T>(PlanDraft draft, OnnxNode node, int input, T none) =>
        node.Inputs.Count <= input || node.Inputs[input].Length == 0 ? none
        : draft.Constant(node.Inputs[input]) is { Count: 1 } bound ? bound.Span<T>()[0]
        : throw new PlanException("has bounds of several numbers");
}
