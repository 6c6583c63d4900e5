using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>One operation of a graph.</summary>
public sealed class OnnxNode
{
    private readonly NodeProto _proto;

    internal OnnxNode(NodeProto proto)
    {
        _proto = proto;
        Attributes = [.. proto.Attribute.Select(attribute => new OnnxAttribute(attribute))];
    }

    /// <summary>Its name; may be empty and need not be unique.</summary>
    public string Name => _proto.Name;

    /// <summary>The operator, such as <c>Add</c>.</summary>
    public string Operator => _proto.OpType;

    /// <summary>The operator's domain; empty for ONNX's own.</summary>
    public string Domain => OperatorDomains.Normalise(_proto.Domain);

    /// <summary>Names of the values it takes; empty where an optional one is left out.</summary>
    public IReadOnlyList<string> Inputs => _proto.Input;

    /// <summary>Names of the values it gives; empty where an optional one is not wanted.</summary>
    public IReadOnlyList<string> Outputs => _proto.Output;

    public IReadOnlyList<OnnxAttribute> Attributes { get; }

    public OnnxAttribute? FindAttribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    public override string ToString() => $"{string.Join(", ", Outputs)} = {Operator}({string.Join(", ", Inputs)})";
}
