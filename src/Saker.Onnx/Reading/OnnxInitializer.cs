using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>A constant of a graph, such as a weight.</summary>
public sealed class OnnxInitializer
{
    private readonly TensorProto _proto;

    internal OnnxInitializer(TensorProto proto) => _proto = proto;

    public string Name => _proto.Name;

    public ElementType Type => (ElementType)_proto.DataType;

    public IReadOnlyList<long> Shape => _proto.Dims;

    /// <summary>Its elements, copied out of the model at each call.</summary>
    /// <exception cref="OnnxException">Its data do not fit its type and shape, or the type is not supported.</exception>
    public Tensor Read() => TensorReader.Read(_proto, $"Initialiser '{Name}'");

    public override string ToString() => $"{Name}: {Type}[{string.Join(", ", Shape)}]";
}
