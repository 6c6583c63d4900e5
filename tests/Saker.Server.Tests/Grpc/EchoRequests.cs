using System.Buffers;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Server.Grpc;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>Requests to <see cref="EchoModel"/>.</summary>
internal static class EchoRequests
{
    /// <summary>One row for every type, raw.</summary>
    public static ModelInferRequest Raw(string id = "a", byte seed = 1)
    {
        var request = new ModelInferRequest { ModelName = "echo", Id = id };
        foreach (var type in EchoModel.AllTypes)
        {
            var datatype = ElementDatatypes.Of(type);
            request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = $"in_{type}", Datatype = datatype.Name(), Shape = { 1, 2 } });
            request.RawInputContents.Add(ByteString.CopyFrom(RawOf(datatype, seed)));
        }
        return request;
    }

    /// <summary>Two FP32 columns, typed; the other inputs are of no interest and raw forms of them too.</summary>
    public static ModelInferRequest Wide(int rows, string id = "w")
    {
        var numbers = new float[rows * 20];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = i * 0.25f;
        return new ModelInferRequest
        {
            ModelName = "wide",
            Id = id,
            Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "in_Float32", Datatype = "FP32", Shape = { rows, 20 } } },
            RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(numbers)) },
        };
    }

    /// <summary>The same as typed contents.</summary>
    public static ModelInferRequest WideTyped(int rows, string id = "w")
    {
        var request = Wide(rows, id);
        request.Inputs[0].Contents = new InferTensorContents { Fp32Contents = { MemoryMarshal.Cast<byte, float>(request.RawInputContents[0].Span).ToArray() } };
        request.RawInputContents.Clear();
        return request;
    }

    public static byte[] RawOf(Datatype datatype, byte seed)
    {
        if (datatype == Datatype.Bool)
            return [1, 0];
        if (datatype != Datatype.Bytes)
            return [.. Enumerable.Range(0, datatype.Size() * 2).Select(i => (byte)(seed + (i * 7)))];
        var writer = new ArrayBufferWriter<byte>();
        RawBytes.Write(writer, "täxt\0with nul"u8);
        RawBytes.Write(writer, [(byte)('a' + (seed % 26))]);
        return writer.WrittenSpan.ToArray();
    }
}
