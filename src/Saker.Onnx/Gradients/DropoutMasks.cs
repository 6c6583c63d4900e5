using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>Lets Dropout multiply with masks from outside, so that chance is the caller's and can be repeated.</summary>
internal static class DropoutMasks
{
    private const float Usual = 0.5f;

    public static IReadOnlyList<DropoutMask> Insert(Emitter emit)
    {
        var masks = new List<DropoutMask>();
        foreach (var node in emit.Draft.Graph.Node.Where(node => node.IsStandard() && node.OpType == "Dropout").ToArray())
        {
            var ratio = node.InputAt(1).Length == 0 ? Usual
                : emit.Draft.FindConstant(node.Input[1]) is { Type: ElementType.Float32, Count: 1 } constant ? constant.Span<float>()[0]
                : throw new OnnxException($"Dropout '{node.Label()}' has a ratio that is known only while the graph runs, or is not Float32.");
            if (node.OutputAt(1).Length > 0)
                throw new OnnxException($"Dropout '{node.Label()}' gives its mask, which is not supported in training.");
            if (ratio is < 0 or >= 1)
                throw new OnnxException($"Dropout '{node.Label()}' drops a share of {ratio}; it must be 0 or more and less than 1.");
            if (ratio == 0)
                continue;
            var shape = emit.Shape(node.Input[0]);
            var mask = emit.Declare(emit.Draft.Fresh($"mask_{masks.Count}"), shape);
            emit.Draft.Graph.Input.Add(WireTypes.ValueInfo(mask, ElementType.Float32, shape));
            var value = node.Input[0];
            node.OpType = "Mul";
            node.Attribute.Clear();
            node.Input.Clear();
            node.Input.AddRange([value, mask]);
            masks.Add(new DropoutMask(mask, shape, ratio));
        }
        return masks;
    }
}
