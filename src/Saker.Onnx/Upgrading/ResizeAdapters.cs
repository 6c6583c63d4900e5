using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Upgrading;

/// <summary>Upsample, which became Resize, and Resize, which learnt to say where it samples.</summary>
internal static class ResizeAdapters
{
    public static void Register(Adapters adapters)
    {
        adapters.Add("Upsample", 9, ScalesToInput);
        adapters.Add("Upsample", 10, node => node.Node.OpType = "Resize");
        adapters.Add("Resize", 11, Coordinates);
    }

    private static void ScalesToInput(AdapterNode node)
    {
        var scales = node.Node.Floats("scales") ?? throw node.Refuse("it has no attribute 'scales'");
        node.Node.Remove("scales");
        node.Node.SetInput(1, node.Constant(Tensor.Vector(scales)));
        if (node.Node.Text("mode", "nearest") == "bilinear")
            node.Node.Set(NodeAttribute.Of("mode", "linear"));
    }

    private static void Coordinates(AdapterNode node)
    {
        node.Node.SetInput(2, node.Taken(1));
        node.Node.Input[1] = "";
        node.Node.Set(NodeAttribute.Of("coordinate_transformation_mode", "asymmetric"));
        if (node.Node.Text("mode", "nearest") == "nearest")
            node.Node.Set(NodeAttribute.Of("nearest_mode", "floor"));
    }
}
