using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Saker.Onnx.Batches;
using Saker.OpenInference.Tensors;
using Saker.OpenInference.Wire;
using Saker.Platform.Serving;
using Saker.Server.Http.Rows;

namespace Saker.Server.Grpc;

/// <summary>The outputs of a call as a <c>ModelInferResponse</c>: first its size, then its bytes.</summary>
internal readonly ref struct InferAnswer(InferCall call, InferSelection selection, ReadOnlySpan<byte> modelName, ReadOnlySpan<byte> id)
{
    private readonly InferPlan _plan = InferPlan.Of(call.Model);
    private readonly byte[] _version = call.AnsweredVersion == call.Model.Version.Version ? InferPlan.Of(call.Model).Version : Encoding.ASCII.GetBytes(call.AnsweredVersion.ToString(CultureInfo.InvariantCulture));
    private readonly (byte[] Name, byte[] Value)[] _parameters = [.. AnswerNotes.Parameters(call).Select(note => (Encoding.UTF8.GetBytes(note.Name), Encoding.UTF8.GetBytes(note.Value)))];
    private readonly ReadOnlySpan<byte> _modelName = modelName;
    private readonly ReadOnlySpan<byte> _id = id;

    public int Size()
    {
        var size = WireSize.BytesUnlessEmpty(1, _modelName.Length) + WireSize.BytesUnlessEmpty(2, _version.Length) + WireSize.BytesUnlessEmpty(3, _id.Length);
        foreach (var (name, value) in _parameters)
            size += WireSize.Bytes(4, ParameterSize(name, value));
        foreach (var index in selection.Outputs)
        {
            size = checked(size + WireSize.Bytes(5, OutputSize(index)));
            if (selection.IsRaw)
                size = checked(size + WireSize.Bytes(6, RawSize(call.Outputs[index])));
        }
        return size;
    }

    public void Write(ref WireWriter writer)
    {
        writer.WriteBytesUnlessEmpty(1, _modelName);
        writer.WriteBytesUnlessEmpty(2, _version);
        writer.WriteBytesUnlessEmpty(3, _id);
        foreach (var (name, value) in _parameters)
            WriteParameter(ref writer, name, value);
        foreach (var index in selection.Outputs)
            WriteOutput(ref writer, index);
        if (!selection.IsRaw)
            return;
        foreach (var index in selection.Outputs)
            WriteRaw(ref writer, call.Outputs[index]);
    }

    // An entry of a map: its key, and a message of one field, which is the text.
    private static int ParameterSize(byte[] name, byte[] value) => WireSize.Bytes(1, name.Length) + WireSize.Bytes(2, WireSize.Bytes(3, value.Length));

    private static void WriteParameter(ref WireWriter writer, byte[] name, byte[] value)
    {
        writer.WriteLength(4, ParameterSize(name, value));
        writer.WriteBytes(1, name);
        writer.WriteLength(2, WireSize.Bytes(3, value.Length));
        writer.WriteBytes(3, value);
    }

    private int OutputSize(int index)
    {
        var tensor = _plan.Outputs[index];
        var buffer = call.Outputs[index];
        var size = WireSize.BytesUnlessEmpty(1, tensor.Utf8Name.Length)
            + WireSize.Bytes(2, tensor.Datatype.Utf8Name().Length)
            + WireSize.BytesUnlessEmpty(3, WireSize.Varints(buffer.Shape));
        return selection.IsRaw ? size : checked(size + WireSize.Bytes(5, ContentsSize(buffer, tensor.Datatype)));
    }

    private void WriteOutput(ref WireWriter writer, int index)
    {
        var tensor = _plan.Outputs[index];
        var buffer = call.Outputs[index];
        writer.WriteLength(5, OutputSize(index));
        writer.WriteBytesUnlessEmpty(1, tensor.Utf8Name);
        writer.WriteBytes(2, tensor.Datatype.Utf8Name());
        writer.WriteVarints(3, buffer.Shape);
        if (selection.IsRaw)
            return;
        writer.WriteLength(5, ContentsSize(buffer, tensor.Datatype));
        WriteContents(ref writer, buffer, tensor.Datatype);
    }

    private static int RawSize(TensorBuffer buffer)
    {
        if (buffer.ElementSize > 0)
            return buffer.Bytes.Length;
        var size = 0;
        for (var i = 0; i < buffer.Count; i++)
            size = checked(size + RawBytes.PrefixSize + buffer.Text(i).Length);
        return size;
    }

    private static void WriteRaw(ref WireWriter writer, TensorBuffer buffer)
    {
        if (buffer.ElementSize > 0)
        {
            writer.WriteBytes(6, buffer.Bytes);
            return;
        }
        writer.WriteLength(6, RawSize(buffer));
        for (var i = 0; i < buffer.Count; i++)
        {
            var text = buffer.Text(i);
            writer.WriteInt32LittleEndian(text.Length);
            writer.WriteRaw(text);
        }
    }

    private static int ContentsSize(TensorBuffer buffer, Datatype datatype)
    {
        var field = datatype.ContentsField();
        if (datatype != Datatype.Bytes)
            return WireSize.BytesUnlessEmpty(field, PackedSize(buffer, datatype));
        var size = 0;
        for (var i = 0; i < buffer.Count; i++)
            size = checked(size + WireSize.Bytes(field, buffer.Text(i).Length));
        return size;
    }

    private static int PackedSize(TensorBuffer buffer, Datatype datatype)
    {
        if (datatype is Datatype.Fp32 or Datatype.Fp64 or Datatype.Bool)
            return buffer.Bytes.Length;
        var size = 0;
        for (var i = 0; i < buffer.Count; i++)
            size = checked(size + WireSize.Varint(Number(buffer.Bytes, datatype, i)));
        return size;
    }

    private static void WriteContents(ref WireWriter writer, TensorBuffer buffer, Datatype datatype)
    {
        var field = datatype.ContentsField();
        if (datatype == Datatype.Bytes)
        {
            for (var i = 0; i < buffer.Count; i++)
                writer.WriteBytes(field, buffer.Text(i));
            return;
        }
        if (buffer.Count == 0)
            return;
        writer.WriteLength(field, PackedSize(buffer, datatype));
        if (datatype is Datatype.Fp32 or Datatype.Fp64 or Datatype.Bool)
        {
            writer.WriteRaw(buffer.Bytes);
            return;
        }
        for (var i = 0; i < buffer.Count; i++)
            writer.WriteVarint(Number(buffer.Bytes, datatype, i));
    }

    // A negative number as its 64-bit form, as protobuf writes it.
    private static ulong Number(ReadOnlySpan<byte> bytes, Datatype datatype, int index) => datatype switch
    {
        Datatype.Int8 => (ulong)(sbyte)bytes[index],
        Datatype.Int16 => (ulong)BinaryPrimitives.ReadInt16LittleEndian(bytes[(index * 2)..]),
        Datatype.Int32 => (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes[(index * 4)..]),
        Datatype.UInt8 => bytes[index],
        Datatype.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * 2)..]),
        Datatype.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 4)..]),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(index * 8)..]),
    };
}
