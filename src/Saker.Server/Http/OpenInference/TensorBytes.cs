using System.Buffers.Binary;
using System.Text.Unicode;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Reads raw little-endian elements into a tensor that is laid out; the number of bytes was compared with the shape.</summary>
internal readonly ref struct TensorBytes(InferInput input, int tensor, TensorBuffer into, ProblemList problems)
{
    public void Read(ReadOnlySpan<byte> bytes, Datatype datatype, ReadOnlySpan<long> shape)
    {
        if (datatype == Datatype.BYTES)
        {
            ReadTexts(bytes, shape);
            return;
        }
        var wrong = datatype.ToElement() == into.Type && into.Type != ElementType.Boolean
            ? Copy(bytes)
            : TensorConversion.Convert(bytes, datatype.ToElement(), into.Bytes, into.Type);
        if (wrong >= 0)
            problems.AddCell(Row(wrong, shape), tensor, input.Name, datatype == Datatype.BOOL ? "has a byte that is neither 0 nor 1, which is no BOOL." : $"has a value that the model's {input.Datatype} cannot hold.");
    }

    private int Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(into.Bytes);
        return -1;
    }

    private void ReadTexts(ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        for (var i = 0; i < into.Count; i++)
        {
            if (bytes.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var length && length > bytes.Length - sizeof(uint))
            {
                problems.AddCell(Row(i, shape), tensor, input.Name, "ends before its length says; each element is a length of 4 bytes and as many bytes.");
                return;
            }
            var text = bytes.Slice(sizeof(uint), (int)length);
            if (Utf8.IsValid(text))
                into.SetText(i, text);
            else
                problems.AddCell(Row(i, shape), tensor, input.Name, "is no valid UTF-8 text.");
            bytes = bytes[(sizeof(uint) + (int)length)..];
        }
        if (!bytes.IsEmpty)
            problems.Add(null, input.Name, $"has {bytes.Length} bytes after its last element.");
    }

    private int Row(int index, ReadOnlySpan<long> shape) => shape is [> 0, ..] ? (int)(index / (into.Count / shape[0])) : 0;
}
