using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>A named constant of a node, to be read as what it holds.</summary>
public sealed class OnnxAttribute
{
    private readonly AttributeProto _proto;

    internal OnnxAttribute(AttributeProto proto) => _proto = proto;

    public string Name => _proto.Name;

    /// <summary>What it holds. Models older than IR version 2 do not say; then it follows from what is there.</summary>
    public AttributeKind Kind => _proto.HasType && _proto.Type != AttributeProto.Types.AttributeType.Undefined ? (AttributeKind)(int)_proto.Type : Guess();

    public float Float => Require(AttributeKind.Float)._proto.F;

    public long Integer => Require(AttributeKind.Integer)._proto.I;

    public string Text => Require(AttributeKind.Text)._proto.S.ToStringUtf8();

    public Tensor Tensor => TensorReader.Read(Require(AttributeKind.Tensor)._proto.T ?? new TensorProto(), $"Attribute '{Name}'");

    public OnnxGraph Graph => new(Require(AttributeKind.Graph)._proto.G ?? new GraphProto());

    public IReadOnlyList<float> Floats => Require(AttributeKind.Floats)._proto.Floats;

    public IReadOnlyList<long> Integers => Require(AttributeKind.Integers)._proto.Ints;

    public IReadOnlyList<string> Texts => [.. Require(AttributeKind.Texts)._proto.Strings.Select(text => text.ToStringUtf8())];

    public IReadOnlyList<Tensor> Tensors => [.. Require(AttributeKind.Tensors)._proto.Tensors.Select(tensor => TensorReader.Read(tensor, $"Attribute '{Name}'"))];

    public IReadOnlyList<OnnxGraph> Graphs => [.. Require(AttributeKind.Graphs)._proto.Graphs.Select(graph => new OnnxGraph(graph))];

    public override string ToString() => $"{Name}: {Kind}";

    private OnnxAttribute Require(AttributeKind kind) => Kind == kind ? this : throw new OnnxException($"Attribute '{Name}' holds {Kind}, not {kind}.");

    private AttributeKind Guess() =>
        _proto.HasF ? AttributeKind.Float
        : _proto.HasI ? AttributeKind.Integer
        : _proto.HasS ? AttributeKind.Text
        : _proto.T is not null ? AttributeKind.Tensor
        : _proto.G is not null ? AttributeKind.Graph
        : _proto.Floats.Count > 0 ? AttributeKind.Floats
        : _proto.Ints.Count > 0 ? AttributeKind.Integers
        : _proto.Strings.Count > 0 ? AttributeKind.Texts
        : _proto.Tensors.Count > 0 ? AttributeKind.Tensors
        : _proto.Graphs.Count > 0 ? AttributeKind.Graphs
        : AttributeKind.Undefined;
}
