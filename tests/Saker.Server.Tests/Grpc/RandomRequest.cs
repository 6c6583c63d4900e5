using Google.Protobuf;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Server.Grpc;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>Requests to the echo that it can answer, made by chance.</summary>
internal static class RandomRequest
{
    public static ModelInferRequest Next(Random random)
    {
        var rows = random.Next(1, 6);
        var isRaw = random.Next(2) == 0;
        var request = new ModelInferRequest { ModelName = "echo", Id = random.Next(3) == 0 ? "" : $"id-{random.Next()}-ß" };
        // What has no typed form is left out of typed requests; the model of the test takes the rest only.
        foreach (var type in EchoModel.AllTypes.OrderBy(_ => random.Next()))
        {
            var datatype = ElementDatatypes.Of(type);
            if (datatype.IsRawOnly())
                continue;
            var input = new ModelInferRequest.Types.InferInputTensor { Name = $"in_{type}", Datatype = datatype.Name(), Shape = { rows, 2 } };
            if (isRaw)
                request.RawInputContents.Add(ByteString.CopyFrom(Raw(datatype, rows * 2, random)));
            else
                input.Contents = Contents(datatype, rows * 2, random);
            if (random.Next(4) == 0)
                input.Parameters["note"] = new InferParameter { DoubleParam = random.NextDouble() };
            request.Inputs.Add(input);
        }
        if (random.Next(3) == 0)
            request.Parameters["priority"] = new InferParameter { Int64Param = random.Next() };
        return request;
    }

    private static byte[] Raw(Datatype datatype, int count, Random random)
    {
        if (datatype == Datatype.Bytes)
        {
            var writer = new System.Buffers.ArrayBufferWriter<byte>();
            for (var i = 0; i < count; i++)
                RawBytes.Write(writer, System.Text.Encoding.UTF8.GetBytes(Text(random)));
            return writer.WrittenSpan.ToArray();
        }
        var bytes = new byte[count * datatype.Size()];
        random.NextBytes(bytes);
        return datatype == Datatype.Bool ? [.. bytes.Select(value => (byte)(value & 1))] : bytes;
    }

    private static InferTensorContents Contents(Datatype datatype, int count, Random random)
    {
        var contents = new InferTensorContents();
        for (var i = 0; i < count; i++)
        {
            switch (datatype)
            {
                case Datatype.Bool: contents.BoolContents.Add(random.Next(2) == 0); break;
                case Datatype.Int8: contents.IntContents.Add((sbyte)random.Next()); break;
                case Datatype.Int16: contents.IntContents.Add((short)random.Next()); break;
                case Datatype.Int32: contents.IntContents.Add((int)random.NextInt64()); break;
                case Datatype.Int64: contents.Int64Contents.Add(random.NextInt64(long.MinValue, long.MaxValue)); break;
                case Datatype.UInt8: contents.UintContents.Add((byte)random.Next()); break;
                case Datatype.UInt16: contents.UintContents.Add((ushort)random.Next()); break;
                case Datatype.UInt32: contents.UintContents.Add((uint)random.NextInt64()); break;
                case Datatype.UInt64: contents.Uint64Contents.Add((ulong)random.NextInt64(long.MinValue, long.MaxValue)); break;
                case Datatype.Fp32: contents.Fp32Contents.Add(BitConverter.Int32BitsToSingle(random.Next())); break;
                case Datatype.Fp64: contents.Fp64Contents.Add(BitConverter.Int64BitsToDouble(random.NextInt64())); break;
                default: contents.BytesContents.Add(ByteString.CopyFromUtf8(Text(random))); break;
            }
        }
        return contents;
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => ((ReadOnlySpan<string>)["a", "ß", "\0", "漢", "😀", " "])[random.Next(6)]));
}
