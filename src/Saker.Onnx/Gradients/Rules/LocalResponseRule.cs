using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Local response normalisation (Krizhevsky et al. 2012): each value divided by a power of what its neighbours among the channels sum to.</summary>
internal static class LocalResponseRule
{
    public static void Register(GradientRules rules) => rules.Add("LRN", Apply);

    // y = x d^-b with d = bias + a/n * (sum of x^2 over the window), so that dx = dy d^-b - 2ab/n x * (sum of dy x d^(-b-1) over the window turned round).
    private static void Apply(GradientNode node)
    {
        var (emit, x) = (node.Emit, node.In(0));
        var size = node.Node.Integer("size", 1);
        var (alpha, beta, bias) = (node.Node.Float("alpha", 1e-4f), node.Node.Float("beta", 0.75f), node.Node.Float("bias", 1));
        var (before, after) = ((size - 1) / 2, size - 1 - (size - 1) / 2);
        var divisor = emit.Add(emit.Mul(Window(emit, emit.Square(x), size, before, after), alpha / size), bias);
        var direct = emit.Mul(node.Gradient, Power(emit, divisor, -beta));
        var around = Window(emit, emit.Mul(emit.Mul(node.Gradient, x), Power(emit, divisor, -beta - 1)), size, after, before);
        node.Give(0, emit.Sub(direct, emit.Mul(emit.Mul(x, around), 2 * alpha * beta / size)));
    }

    private static string Power(Emitter emit, string value, float exponent) => emit.Node("Pow", emit.Shape(value), [value, emit.Scalar(exponent)]);

    // Sums along channels, as a convolution over an image of channels by places.
    private static string Window(Emitter emit, string value, long size, long before, long after)
    {
        var shape = emit.Shape(value);
        long[] image = [shape[0], 1, shape[1], Extents.Count(shape) / (shape[0] * shape[1])];
        var ones = emit.Constant(Tensor.Of(Enumerable.Repeat(1f, (int)size).ToArray(), 1, 1, size, 1));
        return emit.Reshape(emit.Node("Conv", image, [emit.Reshape(value, image), ones], NodeAttribute.Of("pads", [before, 0L, after, 0L])), shape);
    }
}
