using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Arithmetic of several values with broadcasting, and choice between them.</summary>
internal static class ArithmeticRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("Add", node => Each(node, _ => node.Gradient));
        rules.Add("Sum", node => Each(node, _ => node.Gradient));
        rules.Add("Mean", node => Each(node, _ => node.Emit.Mul(node.Gradient, 1f / node.Node.Input.Count)));
        rules.Add("Sub", Sub);
        rules.Add("Mul", Mul);
        rules.Add("Div", Div);
        rules.Add("Pow", Pow);
        rules.Add("Max", Extreme);
        rules.Add("Min", Extreme);
        rules.Add("Where", Where);
        rules.Add("Expand", node => node.GiveBroadcast(0, () => node.Gradient));
    }

    private static void Each(GradientNode node, Func<int, string> gradient)
    {
        for (var i = 0; i < node.Node.Input.Count; i++)
            node.GiveBroadcast(i, () => gradient(i));
    }

    private static void Sub(GradientNode node)
    {
        node.GiveBroadcast(0, () => node.Gradient);
        if (node.Wants(1))
            node.Give(1, node.Emit.Neg(node.Emit.Unbroadcast(node.Gradient, node.Shape(node.In(1)))));
    }

    private static void Mul(GradientNode node)
    {
        node.GiveBroadcast(0, () => node.Emit.Mul(node.Gradient, node.In(1)));
        node.GiveBroadcast(1, () => node.Emit.Mul(node.Gradient, node.In(0)));
    }

    private static void Div(GradientNode node)
    {
        var emit = node.Emit;
        var share = emit.Div(node.Gradient, node.In(1));
        node.GiveBroadcast(0, () => share);
        node.GiveBroadcast(1, () => emit.Neg(emit.Mul(share, node.Out())));
    }

    private static void Pow(GradientNode node)
    {
        var emit = node.Emit;
        var (number, exponent) = (node.In(0), node.In(1));
        node.GiveBroadcast(0, () => emit.Draft.FindConstant(exponent) is { Count: 1, Type: ElementType.Float32 } constant
            ? emit.Mul(node.Gradient, Derivative(emit, number, constant.Span<float>()[0]))
            : emit.Mul(node.Gradient, emit.Mul(exponent, emit.Node("Pow", node.Shape(node.Out()), [number, emit.Add(exponent, -1)]))));
        // Of an exponent only where the number is above zero, as elsewhere it may move in whole steps only.
        node.GiveBroadcast(1, () =>
        {
            var logarithm = emit.Unary("Log", emit.Node("Max", node.Shape(number), [number, emit.Scalar(float.Epsilon * (1 << 23))]));
            return emit.Mul(node.Gradient, emit.Mul(node.Out(), emit.Mul(logarithm, ElementwiseRules.Positive(emit, number))));
        });
    }

    private static string Derivative(Emitter emit, string number, float exponent) => exponent switch
    {
        2 => emit.Mul(number, 2),
        1 => emit.Filled(emit.Shape(number), 1),
        0.5f => emit.Div(emit.Scalar(0.5f), emit.Unary("Sqrt", number)),
        _ => emit.Mul(emit.Node("Pow", emit.Shape(number), [number, emit.Scalar(exponent - 1)]), exponent),
    };

    // Where operands tie each takes an equal share.
    private static void Extreme(GradientNode node)
    {
        var emit = node.Emit;
        if (node.Node.Input.Count == 1)
        {
            node.Give(0, node.Gradient);
            return;
        }
        string[] masks = [.. node.Node.Input.Select(input => emit.Mask("Equal", input, node.Out()))];
        var share = emit.Div(node.Gradient, emit.Sum(masks));
        Each(node, i => emit.Mul(share, masks[i]));
    }

    private static void Where(GradientNode node)
    {
        var emit = node.Emit;
        node.GiveBroadcast(1, () => emit.Mul(node.Gradient, Chosen(node)));
        node.GiveBroadcast(2, () => emit.Mul(node.Gradient, emit.Complement(Chosen(node))));
    }

    private static string Chosen(GradientNode node) => node.Emit.Node("Cast", node.Shape(node.In(0)), [node.In(0)], NodeAttribute.Of("to", (long)ElementType.Float32));
}
