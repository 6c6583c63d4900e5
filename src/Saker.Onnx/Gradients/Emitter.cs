using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients;

/// <summary>Adds nodes to a graph whose values all have fixed extents, and keeps account of those of what it adds.</summary>
internal sealed class Emitter(GraphDraft draft, Dictionary<string, long[]> shapes)
{
    public GraphDraft Draft => draft;

    /// <summary>A value's extents.</summary>
    /// <exception cref="OnnxException">They are known only while running.</exception>
    public long[] Shape(string value)
    {
        if (shapes.TryGetValue(value, out var known))
            return known;
        if (draft.FindConstant(value) is { } constant)
            return shapes[value] = [.. constant.Shape];
        throw new OnnxException($"The extents of '{value}' are known only while the graph runs; a gradient needs them fixed: give the inputs fixed extents.");
    }

    public bool Knows(string value) => shapes.ContainsKey(value) || draft.IsConstant(value);

    public long Count(string value) => Extents.Count(Shape(value));

    /// <summary>Says what extents a value has that was added by other means.</summary>
    public string Declare(string value, params ReadOnlySpan<long> shape)
    {
        shapes[value] = shape.ToArray();
        return value;
    }

    public string Node(string operatorType, ReadOnlySpan<long> shape, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) => Declare(draft.Add(operatorType, inputs, attributes), shape);

    public string Constant(Tensor tensor) => draft.Constant(tensor);

    public string Scalar(float value) => draft.Scalar(value);

    public string Integers(params ReadOnlySpan<long> values) => draft.Integers(values);

    public string Zeros(ReadOnlySpan<long> shape) => Filled(shape, 0);

    /// <summary>A tensor of one number.</summary>
    public string Filled(ReadOnlySpan<long> shape, float value) => Node("ConstantOfShape", shape, [Integers(shape)], NodeAttribute.Of("value", Tensor.Vector(value)));

    // Arithmetic, with broadcasting.
    public string Add(string left, string right) => Binary("Add", left, right);

    public string Sub(string left, string right) => Binary("Sub", left, right);

    public string Mul(string left, string right) => Binary("Mul", left, right);

    public string Div(string left, string right) => Binary("Div", left, right);

    public string Mul(string left, float right) => right == 1 ? left : Binary("Mul", left, Scalar(right));

    public string Add(string left, float right) => right == 0 ? left : Binary("Add", left, Scalar(right));

    /// <summary>One minus a value.</summary>
    public string Complement(string value) => Binary("Sub", Scalar(1), value);

    public string Unary(string operatorType, string value, params ReadOnlySpan<NodeAttribute> attributes) => Node(operatorType, Shape(value), [value], attributes);

    public string Neg(string value) => Unary("Neg", value);

    public string Square(string value) => Mul(value, value);

    /// <summary>1 where a comparison holds and 0 elsewhere.</summary>
    public string Mask(string comparison, string left, string right) =>
        Node("Cast", Extents.Broadcast(Shape(left), Shape(right)), [draft.Add(comparison, [left, right])], NodeAttribute.Of("to", (long)ElementType.Float32));

    public string Sum(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : Node("Sum", Shape(values[0]), [.. values]);

    // Movement of data.
    public string Reshape(string value, params ReadOnlySpan<long> shape) => Shape(value).AsSpan().SequenceEqual(shape) ? value : Node("Reshape", shape, [value, Integers(shape)], shape.Contains(0) ? [NodeAttribute.Of("allowzero", 1)] : []);

    public string Transpose(string value, params ReadOnlySpan<int> axes)
    {
        var from = Shape(value);
        var to = new long[axes.Length];
        var same = true;
        for (var i = 0; i < axes.Length; i++)
        {
            to[i] = from[axes[i]];
            same &= axes[i] == i;
        }
        return same ? value : Node("Transpose", to, [value], NodeAttribute.Of("perm", axes.ToArray().Select(axis => (long)axis)));
    }

    /// <summary>The last two axes exchanged.</summary>
    public string Flip(string value)
    {
        var rank = Shape(value).Length;
        return Transpose(value, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }

    public string Expand(string value, ReadOnlySpan<long> shape) => Shape(value).AsSpan().SequenceEqual(shape) ? value : Node("Expand", shape, [value, Integers(shape)]);

    public string Slice(string value, int axis, long start, long end)
    {
        var shape = (long[])Shape(value).Clone();
        if (start == 0 && end == shape[axis])
            return value;
        shape[axis] = end - start;
        return Node("Slice", shape, [value, Integers(start), Integers(end), Integers(axis)]);
    }

    /// <summary>The order of an axis turned round.</summary>
    public string Reverse(string value, int axis) =>
        Shape(value)[axis] == 1 ? value : Node("Slice", Shape(value), [value, Integers(-1), Integers(long.MinValue), Integers(axis), Integers(-1)]);

    public string Concat(int axis, params ReadOnlySpan<string> values)
    {
        if (values.Length == 1)
            return values[0];
        var shape = (long[])Shape(values[0]).Clone();
        shape[axis] = 0;
        foreach (var value in values)
            shape[axis] += Shape(value)[axis];
        return Node("Concat", shape, values, NodeAttribute.Of("axis", axis));
    }

    public string Gather(string value, string indices, int axis)
    {
        var shape = Shape(value);
        return Node("Gather", [.. shape[..axis], .. Shape(indices), .. shape[(axis + 1)..]], [value, indices], NodeAttribute.Of("axis", axis));
    }

    // Sums and products.
    public string ReduceSum(string value, ReadOnlySpan<long> axes, bool keep)
    {
        if (axes.IsEmpty)
            return value;
        var shape = Shape(value);
        var left = new List<long>();
        for (var i = 0; i < shape.Length; i++)
            if (!axes.Contains(i))
                left.Add(shape[i]);
            else if (keep)
                left.Add(1);
        return Node("ReduceSum", left.ToArray(), [value, Integers(axes)], NodeAttribute.Of("keepdims", keep ? 1 : 0));
    }

    /// <summary>Undoes broadcasting: sums over what a smaller operand was repeated along.</summary>
    public string Unbroadcast(string gradient, ReadOnlySpan<long> shape)
    {
        var from = Shape(gradient);
        if (from.AsSpan().SequenceEqual(shape))
            return gradient;
        var lead = from.Length - shape.Length;
        var axes = new List<long>();
        for (var i = 0; i < from.Length; i++)
            if (i < lead || (shape[i - lead] == 1 && from[i] != 1))
                axes.Add(i);
        return Reshape(ReduceSum(gradient, axes.ToArray(), keep: false), shape);
    }

    public string MatMul(string left, string right)
    {
        var a = Shape(left);
        var b = Shape(right);
        return Node("MatMul", [.. Extents.Broadcast(a[..^2], b[..^2]), a[^2], b[^1]], [left, right]);
    }

    /// <summary>A product of two matrices, either of which is taken transposed.</summary>
    public string Gemm(string left, string right, bool transposeLeft = false, bool transposeRight = false, float alpha = 1)
    {
        var rows = Shape(left)[transposeLeft ? 1 : 0];
        var columns = Shape(right)[transposeRight ? 0 : 1];
        return Node("Gemm", [rows, columns], [left, right], NodeAttribute.Of("transA", transposeLeft ? 1 : 0), NodeAttribute.Of("transB", transposeRight ? 1 : 0), NodeAttribute.Of("alpha", alpha));
    }

    private string Binary(string operatorType, string left, string right) => Node(operatorType, Extents.Broadcast(Shape(left), Shape(right)), [left, right]);
}
