using Google.Protobuf;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Graphs;

/// <summary>Tensors between their wire form and ours.</summary>
internal static class WireTensors
{
    public static TensorProto Write(Tensor tensor, string name)
    {
        var proto = new TensorProto { Name = name, DataType = (int)tensor.Type };
        proto.Dims.AddRange(tensor.Shape);
        if (tensor.Type == ElementType.Text)
        {
            foreach (var text in tensor.Span<string>())
                proto.StringData.Add(ByteString.CopyFromUtf8(text));
        }
        else
        {
            proto.RawData = ByteString.CopyFrom(tensor.Bytes());
        }
        return proto;
    }
}
