using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Exponentials scaled to a sum of one, and the losses that take their logarithms.</summary>
internal static class SoftmaxRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("Softmax", Softmax);
        rules.Add("LogSoftmax", LogSoftmax);
        rules.Add("SoftmaxCrossEntropyLoss", CrossEntropy);
        rules.Add("NegativeLogLikelihoodLoss", NegativeLogLikelihood);
    }

    private static void Softmax(GradientNode node)
    {
        var emit = node.Emit;
        if (!node.Wants(0))
            return;
        var product = emit.Mul(node.Gradient, node.Out());
        node.Give(0, emit.Sub(product, emit.Mul(node.Out(), emit.ReduceSum(product, [Axis(node)], keep: true))));
    }

    private static void LogSoftmax(GradientNode node)
    {
        var emit = node.Emit;
        if (node.Wants(0))
            node.Give(0, emit.Sub(node.Gradient, emit.Mul(emit.Unary("Exp", node.Out()), emit.ReduceSum(node.Gradient, [Axis(node)], keep: true))));
    }

    private static long Axis(GradientNode node) => Extents.Axis(node.Node.Integer("axis", -1), node.Shape(node.In(0)).Length);

    private static void CrossEntropy(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        // The node can give the logarithms it worked out; asking for them costs nothing.
        var logarithms = node.Ask(1, shape);
        var direct = node.FindGradient(1) is { } further ? emit.Sub(further, emit.Mul(emit.Unary("Exp", logarithms), emit.ReduceSum(further, [1], keep: true))) : null;
        if (node.FindGradient(0) is null)
        {
            node.Give(0, direct!);
            return;
        }
        var (weights, targets) = Weights(node, shape);
        var gradient = emit.Mul(emit.Sub(emit.Unary("Exp", logarithms), targets), weights);
        node.Give(0, direct is null ? gradient : emit.Add(gradient, direct));
    }

    private static void NegativeLogLikelihood(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var (weights, targets) = Weights(node, node.Shape(node.In(0)));
        node.Give(0, node.Emit.Neg(node.Emit.Mul(targets, weights)));
    }

    // What each position counts in the loss times the loss's gradient, with an extent of 1 for the classes; and the targets, one of all classes each.
    private static (string Weights, string Targets) Weights(GradientNode node, long[] shape)
    {
        var emit = node.Emit;
        long[] positions = [shape[0], .. shape[2..]];
        long[] column = [shape[0], 1, .. shape[2..]];
        var ignored = node.Node.Find("ignore_index")?.I;
        var labels = emit.Node("Cast", positions, [node.In(1)], NodeAttribute.Of("to", (long)ElementType.Int64));
        // A label outside of the classes gives no target at all.
        var safe = ignored is null ? labels : emit.Node("Where", positions, [emit.Node("Equal", positions, [labels, emit.Constant(Tensor.Scalar(ignored.Value))]), emit.Constant(Tensor.Scalar(0L)), labels]);
        var targets = emit.Node("OneHot", shape, [safe, emit.Constant(Tensor.Vector(shape[1])), emit.Constant(Tensor.Vector(0f, 1f))], NodeAttribute.Of("axis", 1));
        var counts = node.Has(2) ? emit.Node("Gather", positions, [node.In(2), safe]) : emit.Filled(positions, 1);
        if (ignored is not null)
            counts = emit.Mul(counts, emit.Complement(emit.Mask("Equal", labels, emit.Declare(emit.Constant(Tensor.Scalar(ignored.Value))))));
        var scaled = node.Node.Text("reduction", "mean") switch
        {
            "mean" => emit.Mul(counts, emit.Div(node.Gradient, emit.ReduceSum(counts, [.. Enumerable.Range(0, positions.Length).Select(i => (long)i)], keep: false))),
            _ => emit.Mul(counts, node.Gradient),
        };
        return (emit.Reshape(scaled, column), targets);
    }
}
