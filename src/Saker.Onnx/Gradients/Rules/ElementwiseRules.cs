using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Functions of one value, element by element. Where it can be, the derivative is written by what the function gave.</summary>
internal static class ElementwiseRules
{
    // Steep enough that every normal number but zero is taken to one end or the other.
    private const float Steep = 1e30f;

    public static void Register(GradientRules rules)
    {
        rules.Add("Identity", node => node.Give(0, node.Gradient));
        // The training mode of Dropout is taken out before; what is left passes values through.
        rules.Add("Dropout", node => node.Give(0, node.Gradient));
        rules.Add("Neg", node => node.Give(0, node.Emit.Neg(node.Gradient)));
        rules.Add("Abs", node => Times(node, emit => emit.Unary("Sign", node.In(0))));
        rules.Add("Relu", node => Times(node, emit => Positive(emit, node.Out())));
        rules.Add("Exp", node => Times(node, _ => node.Out()));
        rules.Add("Log", node => node.Give(0, node.Emit.Div(node.Gradient, node.In(0))));
        rules.Add("Sqrt", node => node.Give(0, node.Emit.Div(node.Emit.Mul(node.Gradient, 0.5f), node.Out())));
        rules.Add("Reciprocal", node => Times(node, emit => emit.Neg(emit.Square(node.Out()))));
        rules.Add("Sigmoid", node => Times(node, emit => emit.Mul(node.Out(), emit.Complement(node.Out()))));
        rules.Add("Tanh", node => Times(node, emit => emit.Complement(emit.Square(node.Out()))));
        rules.Add("Softplus", node => Times(node, emit => emit.Unary("Sigmoid", node.In(0))));
        rules.Add("Softsign", node => Times(node, emit => emit.Square(emit.Complement(emit.Unary("Abs", node.Out())))));
        rules.Add("Erf", node => Times(node, emit => emit.Mul(emit.Unary("Exp", emit.Neg(emit.Square(node.In(0)))), 2 / MathF.Sqrt(MathF.PI))));
        rules.Add("Sin", node => Times(node, emit => emit.Unary("Cos", node.In(0))));
        rules.Add("Cos", node => Times(node, emit => emit.Neg(emit.Unary("Sin", node.In(0)))));
        rules.Add("Tan", node => Times(node, emit => emit.Add(emit.Square(node.Out()), 1)));
        rules.Add("Sinh", node => Times(node, emit => emit.Unary("Cosh", node.In(0))));
        rules.Add("Cosh", node => Times(node, emit => emit.Unary("Sinh", node.In(0))));
        rules.Add("Asin", node => Over(node, emit => emit.Unary("Sqrt", emit.Complement(emit.Square(node.In(0))))));
        rules.Add("Acos", node => Over(node, emit => emit.Neg(emit.Unary("Sqrt", emit.Complement(emit.Square(node.In(0)))))));
        rules.Add("Atan", node => Over(node, emit => emit.Add(emit.Square(node.In(0)), 1)));
        rules.Add("Asinh", node => Over(node, emit => emit.Unary("Sqrt", emit.Add(emit.Square(node.In(0)), 1))));
        rules.Add("Acosh", node => Over(node, emit => emit.Unary("Sqrt", emit.Add(emit.Square(node.In(0)), -1))));
        rules.Add("Atanh", node => Over(node, emit => emit.Complement(emit.Square(node.In(0)))));
        rules.Add("LeakyRelu", node => Times(node, emit => Slopes(emit, node.In(0), node.Node.Float("alpha", 0.01f))));
        rules.Add("ThresholdedRelu", node => Times(node, emit => emit.Mask("Greater", node.In(0), emit.Scalar(node.Node.Float("alpha", 1)))));
        rules.Add("Elu", node => Times(node, emit => Bent(emit, node, node.Node.Float("alpha", 1), 1, 1)));
        rules.Add("Celu", node => Times(node, emit => Bent(emit, node, node.Node.Float("alpha", 1), 1, node.Node.Float("alpha", 1))));
        rules.Add("Selu", node => Times(node, emit => Bent(emit, node, node.Node.Float("alpha", 1.67326319f), node.Node.Float("gamma", 1.05070102f), 1)));
        rules.Add("HardSigmoid", node => Times(node, emit => emit.Mul(Within(emit, node.Out(), 0, 1), node.Node.Float("alpha", 0.2f))));
        rules.Add("HardSwish", HardSwish);
        rules.Add("Mish", Mish);
        rules.Add("Gelu", Gelu);
        rules.Add("Clip", Clip);
        rules.Add("PRelu", PRelu);
    }

    /// <summary>1 where a value is above zero and 0 elsewhere; by far the fastest form of it in the engine.</summary>
    public static string Positive(Emitter emit, string value) => emit.Unary("HardSigmoid", value, NodeAttribute.Of("alpha", Steep), NodeAttribute.Of("beta", 0f));

    private static void Times(GradientNode node, Func<Emitter, string> derivative)
    {
        if (node.Wants(0))
            node.Give(0, node.Emit.Mul(node.Gradient, derivative(node.Emit)));
    }

    private static void Over(GradientNode node, Func<Emitter, string> divisor)
    {
        if (node.Wants(0))
            node.Give(0, node.Emit.Div(node.Gradient, divisor(node.Emit)));
    }

    // 1 above zero, the slope below.
    private static string Slopes(Emitter emit, string value, float slope) => emit.Add(emit.Mul(Positive(emit, value), 1 - slope), slope);

    // gamma above zero; below, gamma times the derivative of alpha * (exp(x / width) - 1).
    private static string Bent(Emitter emit, GradientNode node, float alpha, float gamma, float width)
    {
        var below = emit.Mul(emit.Unary("Exp", emit.Mul(emit.Node("Min", node.Shape(node.In(0)), [node.In(0), emit.Scalar(0)]), 1 / width)), gamma * alpha / width);
        var above = Positive(emit, node.In(0));
        return emit.Add(emit.Mul(above, gamma), emit.Mul(below, emit.Complement(above)));
    }

    private static string Within(Emitter emit, string value, float low, float high) => emit.Mul(emit.Mask("Greater", value, emit.Scalar(low)), emit.Mask("Less", value, emit.Scalar(high)));

    // x * clip(x / 6 + 1/2, 0, 1)
    private static void HardSwish(GradientNode node) => Times(node, emit =>
    {
        var gate = emit.Unary("HardSigmoid", node.In(0), NodeAttribute.Of("alpha", 1 / 6f), NodeAttribute.Of("beta", 0.5f));
        return emit.Add(gate, emit.Mul(emit.Mul(node.In(0), Within(emit, gate, 0, 1)), 1 / 6f));
    });

    // x * tanh(softplus(x))
    private static void Mish(GradientNode node) => Times(node, emit =>
    {
        var squashed = emit.Unary("Tanh", emit.Unary("Softplus", node.In(0)));
        return emit.Add(squashed, emit.Mul(emit.Mul(node.In(0), emit.Unary("Sigmoid", node.In(0))), emit.Complement(emit.Square(squashed))));
    });

    private static void Gelu(GradientNode node) => Times(node, emit =>
    {
        var x = node.In(0);
        if (node.Node.Text("approximate", "none") == "tanh")
        {
            // y = x/2 (1 + tanh(u)), u = c (x + 0.044715 x^3)
            var c = MathF.Sqrt(2 / MathF.PI);
            var square = emit.Square(x);
            var squashed = emit.Unary("Tanh", emit.Mul(emit.Mul(x, emit.Add(emit.Mul(square, 0.044715f), 1)), c));
            var inner = emit.Mul(emit.Add(emit.Mul(square, 3 * 0.044715f), 1), c);
            return emit.Mul(emit.Add(emit.Add(squashed, 1), emit.Mul(emit.Mul(x, inner), emit.Complement(emit.Square(squashed)))), 0.5f);
        }
        var share = emit.Mul(emit.Add(emit.Unary("Erf", emit.Mul(x, 1 / MathF.Sqrt(2))), 1), 0.5f);
        var density = emit.Mul(emit.Unary("Exp", emit.Mul(emit.Square(x), -0.5f)), 1 / MathF.Sqrt(2 * MathF.PI));
        return emit.Add(share, emit.Mul(x, density));
    });

    // What was held at a bound has another value than it gave.
    private static void Clip(GradientNode node) => Times(node, emit => emit.Mask("Equal", node.In(0), node.Out()));

    private static void PRelu(GradientNode node)
    {
        var emit = node.Emit;
        var above = Positive(emit, node.In(0));
        node.GiveBroadcast(0, () => emit.Mul(node.Gradient, emit.Add(above, emit.Mul(emit.Complement(above), node.In(1)))));
        node.GiveBroadcast(1, () => emit.Mul(node.Gradient, emit.Mul(node.In(0), emit.Complement(above))));
    }
}
