using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx;

/// <summary>An ONNX model: a graph with its operator sets and metadata.</summary>
public sealed class OnnxModel
{
    internal OnnxModel(ModelProto proto) => Proto = proto;

    internal ModelProto Proto { get; }

    /// <summary>The tensors to feed; initialisers that old models also list as inputs are left out.</summary>
    public IReadOnlyList<TensorSpec> Inputs
    {
        get
        {
            var constants = Proto.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
            return [.. Proto.Graph.Input.Where(input => !constants.Contains(input.Name)).Select(WireTypes.Spec).OfType<TensorSpec>()];
        }
    }

    public IReadOnlyList<TensorSpec> Outputs => [.. Proto.Graph.Output.Select(WireTypes.Spec).OfType<TensorSpec>()];

    public byte[] ToBytes() => Proto.ToByteArray();

    /// <exception cref="OnnxException">The bytes are no ONNX model.</exception>
    public static OnnxModel Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var proto = ModelProto.Parser.ParseFrom(bytes);
            return proto.Graph is null ? throw new OnnxException("The file holds no graph: it is not an ONNX model.") : new OnnxModel(proto);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OnnxException($"The file is not an ONNX model: {exception.Message}", exception);
        }
    }
}
