using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Upgrading;

/// <summary>Operators whose constants became inputs, or whose name or defaults changed.</summary>
internal static class AttributeAdapters
{
    public static void Register(Adapters adapters)
    {
        adapters.Add("Slice", 10, Slice);
        adapters.Add("TopK", 10, TopK);
        adapters.Add("Clip", 11, Clip);
        adapters.Add("Pad", 11, Pad);
        adapters.Add("Scatter", 11, node => node.Node.OpType = "ScatterElements");
        adapters.Add("Dropout", 12, node => node.Node.Remove("ratio"));
        adapters.Add("Squeeze", 13, node => node.MoveIntegers("axes", 1));
        adapters.Add("Unsqueeze", 13, node => node.MoveIntegers("axes", 1));
        adapters.Add("Split", 13, node => node.MoveIntegers("split", 1));
        adapters.Add("Split", 18, Split);
        adapters.Add("RoiAlign", 16, RoiAlign);
        adapters.Add("Scan", 9, node => throw node.Refuse("Scan before operator set 9 had a batch of its own"));
        adapters.Add("GridSample", 20, GridSample);
        adapters.Add("DFT", 20, Fourier);
    }

    private static void Slice(AdapterNode node)
    {
        node.MoveIntegers("starts", 1);
        node.MoveIntegers("ends", 2);
        node.MoveIntegers("axes", 3);
    }

    private static void TopK(AdapterNode node)
    {
        var count = node.Node.Find("k") is { } k ? k.I : throw node.Refuse("it has no attribute 'k'");
        node.Node.Remove("k");
        node.Node.SetInput(1, node.Constant(Tensor.Vector(count)));
    }

    private static void Clip(AdapterNode node)
    {
        var min = node.Node.Find("min");
        var max = node.Node.Find("max");
        node.Node.Remove("min");
        node.Node.Remove("max");
        if (min is not null)
            node.Node.SetInput(1, node.NumberLike(node.Taken(0), min.F));
        if (max is not null)
            node.Node.SetInput(2, node.NumberLike(node.Taken(0), max.F));
    }

    private static void Pad(AdapterNode node)
    {
        node.MoveIntegers("pads", 1);
        if (node.Node.Find("value") is not { } value)
            return;
        node.Node.Remove("value");
        node.Node.SetInput(2, node.NumberLike(node.Taken(0), value.F));
    }

    private static void Split(AdapterNode node)
    {
        if (node.Node.InputAt(1).Length == 0)
            node.Node.Set(NodeAttribute.Of("num_outputs", node.Node.Output.Count));
    }

    private static void RoiAlign(AdapterNode node)
    {
        if (node.Node.Find("coordinate_transformation_mode") is null)
            node.Node.Set(NodeAttribute.Of("coordinate_transformation_mode", "output_half_pixel"));
    }

    private static void GridSample(AdapterNode node)
    {
        if (node.Node.Text("mode", "bilinear") is var mode && mode is "bilinear" or "bicubic")
            node.Node.Set(NodeAttribute.Of("mode", mode == "bilinear" ? "linear" : "cubic"));
    }

    // The axis became an input, and its default moved from 1 to the last but one.
    private static void Fourier(AdapterNode node)
    {
        var axis = node.Node.Integer("axis", 1);
        node.Node.Remove("axis");
        node.Node.SetInput(2, node.Constant(Tensor.Scalar(axis)));
    }
}
