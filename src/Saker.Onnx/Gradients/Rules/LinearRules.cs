using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Products of matrices.</summary>
internal static class LinearRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("MatMul", MatMul);
        rules.Add("Gemm", Gemm);
        rules.Add("Einsum", Einsum, FindProblem);
    }

    private static void MatMul(GradientNode node)
    {
        var emit = node.Emit;
        var (left, right) = (node.Shape(node.In(0)), node.Shape(node.In(1)));
        if (right.Length == 2 && left.Length >= 2)
        {
            // All rows at once: one product of matrices each.
            long[] flat = [Extents.Count(left.AsSpan(..^1)), left[^1]];
            var gradient = emit.Reshape(node.Gradient, flat[0], right[1]);
            if (node.Wants(0))
                node.Give(0, emit.Reshape(emit.Gemm(gradient, node.In(1), transposeRight: true), left));
            if (node.Wants(1))
                node.Give(1, emit.Gemm(emit.Reshape(node.In(0), flat), gradient, transposeLeft: true));
            return;
        }
        // Vectors are matrices of one row or one column.
        long[] rows = left.Length == 1 ? [1, left[0]] : left;
        long[] columns = right.Length == 1 ? [right[0], 1] : right;
        var whole = emit.Reshape(node.Gradient, [.. Extents.Broadcast(rows[..^2], columns[..^2]), rows[^2], columns[^1]]);
        if (node.Wants(0))
            node.Give(0, emit.Reshape(emit.Unbroadcast(emit.MatMul(whole, emit.Flip(emit.Reshape(node.In(1), columns))), rows), left));
        if (node.Wants(1))
            node.Give(1, emit.Reshape(emit.Unbroadcast(emit.MatMul(emit.Flip(emit.Reshape(node.In(0), rows)), whole), columns), right));
    }

    // Which side is transposed follows from how the product was; nothing is transposed by itself.
    private static void Gemm(GradientNode node)
    {
        var emit = node.Emit;
        var (transposeLeft, transposeRight) = (node.Node.Integer("transA", 0) != 0, node.Node.Integer("transB", 0) != 0);
        var alpha = node.Node.Float("alpha", 1);
        var gradient = node.Gradient;
        if (node.Wants(0))
            node.Give(0, transposeLeft ? emit.Gemm(node.In(1), gradient, transposeRight, true, alpha) : emit.Gemm(gradient, node.In(1), false, !transposeRight, alpha));
        if (node.Wants(1))
            node.Give(1, transposeRight ? emit.Gemm(gradient, node.In(0), true, transposeLeft, alpha) : emit.Gemm(node.In(0), gradient, !transposeLeft, false, alpha));
        node.GiveBroadcast(2, () => emit.Mul(gradient, node.Node.Float("beta", 1)));
    }

    // The operand changes places with the result; what only it had is repeated, and that needs no equation of its own if there is none.
    private static void Einsum(GradientNode node)
    {
        var (operands, result) = Equation(node.Node.Text("equation", ""));
        for (var i = 0; i < operands.Length; i++)
        {
            if (!node.Wants(i))
                continue;
            var others = Enumerable.Range(0, operands.Length).Where(other => other != i).ToArray();
            var equation = $"{string.Join(",", others.Select(other => operands[other]).Prepend(result))}->{operands[i]}";
            node.Give(i, node.Emit.Node("Einsum", node.Shape(node.In(i)), [node.Gradient, .. others.Select(node.In)], NodeAttribute.Of("equation", equation)));
        }
    }

    private static string? FindProblem(Wire.NodeProto node)
    {
        var equation = node.Text("equation", "");
        if (equation.Contains('.'))
            return $"has an equation with an ellipsis ('{equation}')";
        var (operands, result) = Equation(equation);
        foreach (var (operand, i) in operands.Select((operand, i) => (operand, i)))
            if (operand.Distinct().Count() != operand.Length || operand.Any(letter => !result.Contains(letter) && operands.Where((_, other) => other != i).All(other => !other.Contains(letter))))
                return $"has an equation ('{equation}') that sums over an index of one operand alone, or takes a diagonal";
        return null;
    }

    private static (string[] Operands, string Result) Equation(string equation)
    {
        var parts = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var operands = parts[0].Split(',');
        var once = string.Concat(operands.SelectMany(operand => operand).GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order());
        return (operands, parts.Length > 1 ? parts[1] : once);
    }
}
