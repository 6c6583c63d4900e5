using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Upgrading;

/// <summary>Normalisations, whose ways of being trained and of being grouped changed.</summary>
internal static class NormalisationAdapters
{
    public static void Register(Adapters adapters)
    {
        adapters.Add("BatchNormalization", 9, Spatial);
        adapters.Add("BatchNormalization", 14, Training);
        adapters.Add("GroupNormalization", 21, Groups);
    }

    private static void Spatial(AdapterNode node)
    {
        if (node.Node.Integer("spatial", 1) == 0)
            throw node.Refuse("batch normalisation per position (spatial = 0) is no longer in ONNX");
        node.Node.Remove("spatial");
    }

    // Asking for the statistics meant training; the two that were saved for a gradient are no longer given.
    private static void Training(AdapterNode node)
    {
        if (node.Node.Output.Skip(1).All(output => output.Length == 0))
            return;
        if (node.Node.Output.Skip(3).Any(node.IsTaken))
            throw node.Refuse("it gives the saved mean and variance, which are no longer in ONNX");
        while (node.Node.Output.Count > 3)
            node.Node.Output.RemoveAt(3);
        node.Node.Set(NodeAttribute.Of("training_mode", 1));
    }

    // Scale and bias went from one a group to one a channel.
    private static void Groups(AdapterNode node)
    {
        var groups = node.Constant(Tensor.Vector(node.Node.Find("num_groups")?.I ?? throw node.Refuse("it has no attribute 'num_groups'")));
        var shape = node.Before("Shape", [node.Taken(0)], NodeAttribute.Of("start", 1), NodeAttribute.Of("end", 2));
        var target = node.Before("Concat", [groups, node.Before("Div", [shape, groups])], NodeAttribute.Of("axis", 0));
        for (var i = 1; i <= 2; i++)
        {
            var column = node.Before("Unsqueeze", [node.Taken(i), node.Constant(Tensor.Vector(1L))]);
            node.Node.Input[i] = node.Before("Reshape", [node.Before("Expand", [column, target]), node.Constant(Tensor.Vector(-1L))]);
        }
    }
}
