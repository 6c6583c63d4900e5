namespace Saker.Onnx.Graphs;

/// <summary>Reductions along axes; reduced axes stay with extent 1 unless <c>keep</c> is false. No axes means all of them.</summary>
public static class ReductionNodes
{
    private const int AxesAsInput = 18;

    public static Value ReduceSum(this GraphBuilder graph, Value value, ReadOnlySpan<long> axes, bool keep = true)
    {
        Operands.Numeric(graph, "ReduceSum", value);
        // ReduceSum takes its axes as an input in every operator set used here, the others from 18.
        ReadOnlySpan<Value> inputs = axes.IsEmpty ? [value] : [value, graph.Integers(axes)];
        return graph.Node("ReduceSum", inputs, value.Type, [Keep(keep)]);
    }

    public static Value ReduceMean(this GraphBuilder graph, Value value, ReadOnlySpan<long> axes, bool keep = true) => Reduce(graph, "ReduceMean", value, axes, keep);

    public static Value ReduceMin(this GraphBuilder graph, Value value, ReadOnlySpan<long> axes, bool keep = true) => Reduce(graph, "ReduceMin", value, axes, keep);

    public static Value ReduceMax(this GraphBuilder graph, Value value, ReadOnlySpan<long> axes, bool keep = true) => Reduce(graph, "ReduceMax", value, axes, keep);

    /// <summary>Positions (int64) of the largest elements along an axis; the first of equals.</summary>
    public static Value ArgMax(this GraphBuilder graph, Value value, long axis, bool keep = true)
    {
        Operands.Numeric(graph, "ArgMax", value);
        return graph.Node("ArgMax", [value], ElementType.Int64, [NodeAttribute.Of("axis", axis), Keep(keep)]);
    }

    private static Value Reduce(GraphBuilder graph, string operatorType, Value value, ReadOnlySpan<long> axes, bool keep)
    {
        Operands.Numeric(graph, operatorType, value);
        if (graph.DeclaredOpset >= AxesAsInput)
            return graph.Node(operatorType, axes.IsEmpty ? [value] : [value, graph.Integers(axes)], value.Type, [Keep(keep)]);
        ReadOnlySpan<NodeAttribute> attributes = axes.IsEmpty ? [Keep(keep)] : [NodeAttribute.Of("axes", axes.ToArray()), Keep(keep)];
        return graph.Node(operatorType, [value], value.Type, attributes);
    }

    private static NodeAttribute Keep(bool keep) => NodeAttribute.Of("keepdims", keep ? 1 : 0);
}
