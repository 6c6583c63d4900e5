using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Splits;

/// <summary>A request and its answer, copied. Used again for requests to the same version.</summary>
internal sealed class ShadowCopy(LoadedModel primary)
{
    /// <summary>The version that answered. It is not held: only what is known of it counts here.</summary>
    public LoadedModel Primary => primary;

    public TensorSet Tensors { get; } = new(primary.Inputs, primary.Outputs);

    public EndpointSplit Split { get; private set; } = null!;

    public string RequestId { get; private set; } = "";

    public int RowCount { get; private set; }

    public TimeSpan Duration { get; private set; }

    /// <summary>When it was taken, by the mirror's clock.</summary>
    public long TakenAt { get; private set; }

    public long Bytes { get; private set; }

    public void Take(InferCall call, long bytes, long now)
    {
        (Split, RequestId, RowCount, Duration, TakenAt, Bytes) = (call.Split!, call.RequestId, call.RowCount, call.Duration, now, bytes);
        for (var i = 0; i < call.Inputs.Length; i++)
            Tensors.Inputs[i].CopyFrom(call.Inputs[i]);
        for (var i = 0; i < call.Outputs.Length; i++)
            Tensors.Outputs[i].CopyFrom(call.Outputs[i]);
    }

    /// <summary>The bytes that a copy of a call takes.</summary>
    public static long BytesOf(InferCall call)
    {
        var bytes = 0L;
        foreach (var input in call.Inputs)
            bytes += input.UsedBytes;
        foreach (var output in call.Outputs)
            bytes += output.UsedBytes;
        return bytes;
    }
}
