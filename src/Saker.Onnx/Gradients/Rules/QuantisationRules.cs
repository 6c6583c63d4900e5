using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Rounding to few levels, through which gradients go straight where the value lay within the levels (Bengio et al. 2013).</summary>
internal static class QuantisationRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("QuantizeLinear", Quantize, node => node.Integer("block_size", 0) == 0 ? null : "has a scale for each block");
        rules.Add("DequantizeLinear", node => node.Give(0, node.Gradient));
    }

    private static void Quantize(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        var axis = node.Node.Integer("axis", 1);
        string[] parameters = node.Has(2) ? [node.Out(), node.In(1), node.In(2)] : [node.Out(), node.In(1)];
        var rounded = emit.Node("DequantizeLinear", shape, parameters, NodeAttribute.Of("axis", axis));
        var scale = emit.Count(node.In(1)) == 1 ? node.In(1) : emit.Reshape(node.In(1), [.. shape.Select((extent, i) => i == Extents.Axis(axis, shape.Length) ? extent : 1)]);
        // What was held at the first or last level is further off than a level.
        node.Give(0, emit.Mul(node.Gradient, emit.Mask("Less", emit.Unary("Abs", emit.Sub(node.In(0), rounded)), scale)));
    }
}
