using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Caching;

/// <summary>The exact bytes that make two requests equal: the version and every input's type, shape and elements. Two zeros or two NaNs of other bits differ.</summary>
internal static class RequestKey
{
    public static void Write(string version, ReadOnlySpan<TensorBuffer> inputs, ArrayBufferWriter<byte> into)
    {
        var name = into.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(version.Length));
        var length = Encoding.UTF8.GetBytes(version, name[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(name, length);
        into.Advance(sizeof(int) + length);
        foreach (var input in inputs)
            Write(input, into);
    }

    // Every part says its length before its bytes, so that no two requests run into the same text.
    private static void Write(TensorBuffer input, ArrayBufferWriter<byte> into)
    {
        WriteNumber((int)input.Type, into);
        WriteNumber(input.IsSet ? input.Shape.Length : -1, into);
        foreach (var extent in input.Shape)
        {
            BinaryPrimitives.WriteInt64LittleEndian(into.GetSpan(sizeof(long)), extent);
            into.Advance(sizeof(long));
        }
        if (input.Type != ElementType.Text)
        {
            into.Write(input.Bytes);
            return;
        }
        for (var i = 0; i < input.Count; i++)
        {
            var text = input.Text(i);
            WriteNumber(text.Length, into);
            into.Write(text);
        }
    }

    private static void WriteNumber(int number, ArrayBufferWriter<byte> into)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(sizeof(int)), number);
        into.Advance(sizeof(int));
    }
}
