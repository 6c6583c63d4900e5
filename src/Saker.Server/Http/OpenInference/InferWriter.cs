using System.Buffers;
using System.Buffers.Binary;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Writes an answer: JSON, and after it the raw bytes of outputs that were asked for so.</summary>
internal static class InferWriter
{
    /// <summary>The length of the JSON; -1 when nothing comes after it.</summary>
    /// <param name="model">The name that was asked for.</param>
    /// <param name="requestId">Stands for the caller's id when none came.</param>
    /// <param name="call">Its outputs.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="body">The request's body: its id stands there.</param>
    /// <param name="into">Takes the answer.</param>
    public static int Write(string model, string requestId, InferCall call, InferRequest request, ReadOnlySpan<byte> body, IBufferWriter<byte> into)
    {
        var plan = InferPlan.Of(call.Model);
        var json = new JsonText(into);
        json.Raw("{\"model_name\":\""u8);
        json.Escaped(model);
        WriteVersion(ref json, plan, call);
        if (request.Id is { } id)
            json.Raw(body[id]);
        else
            json.Escaped(requestId);
        json.Raw((byte)'"');
        AnswerNotes.WriteParameters(ref json, call);
        json.Raw(",\"outputs\":["u8);
        var isBinary = false;
        var count = request.Outputs.Count == 0 ? plan.Outputs.Length : request.Outputs.Count;
        for (var i = 0; i < count; i++)
        {
            var wanted = Wanted(request, i);
            if (i > 0)
                json.Raw((byte)',');
            isBinary |= WriteTensor(ref json, plan.Outputs[wanted.Index], call.Outputs[wanted.Index], wanted.IsBinary ?? request.IsBinary);
        }
        json.Raw("]}"u8);
        json.Flush();
        if (!isBinary)
            return -1;
        for (var i = 0; i < count; i++)
        {
            var wanted = Wanted(request, i);
            if (wanted.IsBinary ?? request.IsBinary)
                WriteBytes(call.Outputs[wanted.Index], into);
        }
        return json.Length;
    }

    private static void WriteVersion(ref JsonText json, InferPlan plan, InferCall call)
    {
        if (call.AnsweredVersion == call.Model.Version.Version)
        {
            json.Raw(plan.VersionHead);
            return;
        }
        json.Raw("\",\"model_version\":\""u8);
        json.Number(call.AnsweredVersion);
        json.Raw("\",\"id\":\""u8);
    }

    private static WantedOutput Wanted(InferRequest request, int index) => request.Outputs.Count == 0 ? new WantedOutput(index, null) : request.Outputs[index];

    private static bool WriteTensor(ref JsonText json, InferOutput output, TensorBuffer tensor, bool isBinary)
    {
        json.Raw(output.Head);
        for (var i = 0; i < tensor.Shape.Length; i++)
        {
            if (i > 0)
                json.Raw((byte)',');
            json.Number(tensor.Shape[i]);
        }
        if (isBinary)
        {
            json.Raw("],\"parameters\":{\"binary_data_size\":"u8);
            json.Number(Size(tensor));
            json.Raw("}}"u8);
            return true;
        }
        json.Raw("],\"data\":["u8);
        TensorText.Write(ref json, tensor);
        json.Raw("]}"u8);
        return false;
    }

    private static long Size(TensorBuffer tensor)
    {
        if (tensor.Type != ElementType.Text)
            return tensor.Bytes.Length;
        var size = (long)sizeof(uint) * tensor.Count;
        for (var i = 0; i < tensor.Count; i++)
            size += tensor.Text(i).Length;
        return size;
    }

    private static void WriteBytes(TensorBuffer tensor, IBufferWriter<byte> into)
    {
        if (tensor.Type != ElementType.Text)
        {
            into.Write(tensor.Bytes);
            return;
        }
        Span<byte> length = stackalloc byte[sizeof(uint)];
        for (var i = 0; i < tensor.Count; i++)
        {
            var text = tensor.Text(i);
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
            into.Write(length);
            into.Write(text);
        }
    }
}
