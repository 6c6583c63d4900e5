namespace Saker.Onnx.Graphs;

/// <summary>Products of matrices.</summary>
public static class LinearNodes
{
    /// <summary>Matrix product over the last two axes; earlier axes broadcast.</summary>
    public static Value MatMul(this GraphBuilder graph, Value left, Value right)
    {
        var type = Operands.Same(graph, "MatMul", [left, right]);
        Operands.Numeric(graph, "MatMul", left, right);
        return graph.Node("MatMul", [left, right], type);
    }

    /// <summary><c>alpha * left * right + beta * addend</c> of two matrices and an addend that broadcasts, or <see cref="Value.None"/>.</summary>
    public static Value Gemm(this GraphBuilder graph, Value left, Value right, Value addend, float alpha = 1, float beta = 1, bool transposeLeft = false, bool transposeRight = false)
    {
        ReadOnlySpan<Value> values = addend == Value.None ? [left, right] : [left, right, addend];
        var type = Operands.Same(graph, "Gemm", values);
        Operands.Numeric(graph, "Gemm", values);
        return graph.Node("Gemm", values, type, [
            NodeAttribute.Of("alpha", alpha),
            NodeAttribute.Of("beta", beta),
            NodeAttribute.Of("transA", transposeLeft ? 1 : 0),
            NodeAttribute.Of("transB", transposeRight ? 1 : 0),
        ]);
    }
}
