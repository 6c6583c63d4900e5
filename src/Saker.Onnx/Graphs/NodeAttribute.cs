using Google.Protobuf;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Graphs;

/// <summary>A named constant of a node.</summary>
public sealed class NodeAttribute
{
    private NodeAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    public static NodeAttribute Of(string name, long value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    public static NodeAttribute Of(string name, float value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value });

    public static NodeAttribute Of(string name, string value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    public static NodeAttribute Of(string name, IEnumerable<long> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        proto.Ints.AddRange(values);
        return new(proto);
    }

    public static NodeAttribute Of(string name, IEnumerable<float> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats };
        proto.Floats.AddRange(values);
        return new(proto);
    }

    public static NodeAttribute Of(string name, IEnumerable<string> values)
    {
        var proto = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        proto.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return new(proto);
    }

    internal static NodeAttribute Of(string name, GraphProto body) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = body });

    public static NodeAttribute Of(string name, Tensor value) => new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Tensor, T = WireTensors.Write(value, "") });
}
