using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>Constants of a node in its wire form: read with their defaults, set and taken away.</summary>
internal static class NodeAttributes
{
    public static AttributeProto? Find(this NodeProto node, string name)
    {
        foreach (var attribute in node.Attribute)
            if (attribute.Name == name)
                return attribute;
        return null;
    }

    public static long Integer(this NodeProto node, string name, long otherwise) => node.Find(name) is { } found ? found.I : otherwise;

    public static float Float(this NodeProto node, string name, float otherwise) => node.Find(name) is { } found ? found.F : otherwise;

    public static string Text(this NodeProto node, string name, string otherwise) => node.Find(name) is { } found ? found.S.ToStringUtf8() : otherwise;

    public static long[]? Integers(this NodeProto node, string name) => node.Find(name) is { } found ? [.. found.Ints] : null;

    public static float[]? Floats(this NodeProto node, string name) => node.Find(name) is { } found ? [.. found.Floats] : null;

    public static Tensor? Tensor(this NodeProto node, string name) => node.Find(name)?.T is { } tensor ? TensorReader.Read(tensor, $"Attribute '{name}' of node '{node.Name}'") : null;

    public static void Set(this NodeProto node, NodeAttribute attribute)
    {
        node.Remove(attribute.Proto.Name);
        node.Attribute.Add(attribute.Proto);
    }

    public static void Remove(this NodeProto node, string name)
    {
        if (node.Find(name) is { } found)
            node.Attribute.Remove(found);
    }

    /// <summary>The name of an input; empty where it is left out.</summary>
    public static string InputAt(this NodeProto node, int index) => index < node.Input.Count ? node.Input[index] : "";

    /// <summary>The name of an output; empty where it is left out.</summary>
    public static string OutputAt(this NodeProto node, int index) => index < node.Output.Count ? node.Output[index] : "";

    /// <summary>Sets an input, leaving out those between it and the last there is.</summary>
    public static void SetInput(this NodeProto node, int index, string value)
    {
        while (node.Input.Count <= index)
            node.Input.Add("");
        node.Input[index] = value;
    }

    /// <summary>Sets an output, leaving out those between it and the last there is.</summary>
    public static void SetOutput(this NodeProto node, int index, string value)
    {
        while (node.Output.Count <= index)
            node.Output.Add("");
        node.Output[index] = value;
    }

    /// <summary>What an error calls the node: by name, or by operator and what it gives.</summary>
    public static string Label(this NodeProto node) => node.Name.Length > 0 ? node.Name : $"{node.OpType} that gives {string.Join(", ", node.Output.Select(output => $"'{output}'"))}";

    public static bool IsStandard(this NodeProto node) => OperatorDomains.Normalise(node.Domain).Length == 0;
}
