using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Editing;

/// <summary>Constant nodes: what they hold, in each of the ways that the standard lets them hold it.</summary>
internal static class ConstantNode
{
    /// <summary>The content; null where it is sparse or missing.</summary>
    public static Tensor? Read(NodeProto node)
    {
        if (node.Attribute.Count == 0)
            return null;
        var attribute = node.Attribute[0];
        return attribute.Name switch
        {
            "value" => node.Tensor("value"),
            "value_float" => Tensor.Scalar(attribute.F),
            "value_floats" => Tensor.Vector([.. attribute.Floats]),
            "value_int" => Tensor.Scalar(attribute.I),
            "value_ints" => Tensor.Vector([.. attribute.Ints]),
            "value_string" => Tensor.Scalar(attribute.S.ToStringUtf8()),
            "value_strings" => Tensor.Vector([.. attribute.Strings.Select(text => text.ToStringUtf8())]),
            _ => null,
        };
    }

    public static void Write(NodeProto node, Tensor tensor)
    {
        node.Attribute.Clear();
        node.Attribute.Add(NodeAttribute.Of("value", tensor).Proto);
    }
}
