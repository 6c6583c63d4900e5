using System.Runtime.InteropServices;
using System.Text;

namespace Saker.Onnx.Batches;

/// <summary>From request memory to tensors of their own and back.</summary>
internal static class BufferTensors
{
    public static Tensor ToTensor(TensorBuffer buffer) => buffer.Type switch
    {
        ElementType.Text => Texts(buffer),
        ElementType.BFloat16 => Tensor.OfBFloat16(buffer.Elements<ushort>().ToArray(), buffer.Shape),
        ElementType.Float32 => Copy<float>(buffer),
        ElementType.Float64 => Copy<double>(buffer),
        ElementType.Float16 => Copy<Half>(buffer),
        ElementType.Int64 => Copy<long>(buffer),
        ElementType.Int32 => Copy<int>(buffer),
        ElementType.Int16 => Copy<short>(buffer),
        ElementType.Int8 => Copy<sbyte>(buffer),
        ElementType.UInt64 => Copy<ulong>(buffer),
        ElementType.UInt32 => Copy<uint>(buffer),
        ElementType.UInt16 => Copy<ushort>(buffer),
        ElementType.UInt8 => Copy<byte>(buffer),
        ElementType.Boolean => Copy<bool>(buffer),
        _ => throw new OnnxException($"Element type {buffer.Type} is not supported."),
    };

    public static void Fill(TensorBuffer buffer, Tensor tensor)
    {
        buffer.Reset([.. tensor.Shape]);
        if (tensor.Data is string[] texts)
        {
            for (var i = 0; i < texts.Length; i++)
                buffer.SetText(i, Encoding.UTF8.GetBytes(texts[i]));
            return;
        }
        var source = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(tensor.Data), buffer.Bytes.Length);
        source.CopyTo(buffer.Bytes);
    }

    private static Tensor Copy<T>(TensorBuffer buffer)
        where T : unmanaged => Tensor.Of(buffer.Elements<T>().ToArray(), buffer.Shape);

    private static Tensor Texts(TensorBuffer buffer)
    {
        var texts = new string[buffer.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Encoding.UTF8.GetString(buffer.Text(i));
        return Tensor.Of(texts, buffer.Shape);
    }
}
