using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;
using Saker.Server.Http.Splits;

namespace Saker.Server.Http.OpenInference;

/// <summary>One infer request from its bytes to the bytes of its answer, without HTTP. Thread-safe.</summary>
public sealed class InferExchange(ModelHost host, InferLimits limits)
{
    /// <summary>Reads, runs and writes.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version; null for the one that serves.</param>
    /// <param name="body">The whole body: JSON, and after it the bytes of binary tensors. Must not change before this is done.</param>
    /// <param name="jsonLength">How much of the body is JSON; null for all, 0 for a body that is nothing but the elements of the model's one input.</param>
    /// <param name="grant">Who asks, and what it may.</param>
    /// <param name="requestId">Given back when the request has no id of its own.</param>
    /// <param name="into">Takes the answer; nothing is written before the model has run.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <returns>How much of the answer is JSON when bytes of binary tensors follow it; -1 when it is all JSON.</returns>
    /// <exception cref="SakerException">The request is wrong (invalid input, all problems named), there is no such model, or it cannot answer now.</exception>
    public ValueTask<int> AnswerAsync(
        string model, string? version, ReadOnlyMemory<byte> body, long? jsonLength, string requestId, IBufferWriter<byte> into, CancellationToken cancellationToken) =>
        AnswerAsync(model, version, body, jsonLength, requestId, into, AccessGrant.Local, new UnknownCaller(requestId), cancellationToken);

    /// <summary>As the other, for a caller with limits.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<int> AnswerAsync<TCaller>(
        string model, string? version, ReadOnlyMemory<byte> body, long? jsonLength, string requestId, IBufferWriter<byte> into, AccessGrant grant, TCaller caller, CancellationToken cancellationToken)
        where TCaller : ISplitCaller
    {
        if (jsonLength < 0 || jsonLength > body.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"The JSON is said by {InferHeaders.JsonLength} to have {jsonLength} bytes; the body has {body.Length}.", InferHeaders.JsonLength);
        if (jsonLength != 0 && body.Span.StartsWith(RequestBody.Mark))
            (body, jsonLength) = (body[RequestBody.Mark.Length..], jsonLength - RequestBody.Mark.Length);
        var begun = await host.BeginAsync(model, version, caller, cancellationToken);
        begun.RequestId = requestId;
        if (begun.Split is not null)
        {
            using var split = new SplitInfer(model, body, (int?)jsonLength, limits, grant);
            using var answered = await host.AnswerAsync(begun, split, cancellationToken);
            caller.Answered(answered);
            return InferWriter.Write(model, requestId, answered, split.Of(answered), body.Span, into);
        }
        using var call = begun;
        var plan = InferPlan.Of(call.Model);
        var request = plan.Rent();
        try
        {
            Read(body.Span, (int?)jsonLength, call, request, limits);
            await grant.RunAsync(model, call, cancellationToken);
            return InferWriter.Write(model, requestId, call, request, body.Span, into);
        }
        finally
        {
            plan.Return(request);
        }
    }

    /// <summary>Fills a call, and what the request says beside its tensors.</summary>
    internal static void Read(ReadOnlySpan<byte> body, int? jsonLength, InferCall call, InferRequest request, InferLimits limits)
    {
        try
        {
            if (jsonLength == 0)
                InferReader.ReadRaw(body, call, request, limits);
            else
                InferReader.Read(body, jsonLength ?? body.Length, call, request, limits);
            if (request.TimeoutMicroseconds is > 0 and < InferRequest.MaxTimeoutMicroseconds)
                call.Timeout = TimeSpan.FromMicroseconds(request.TimeoutMicroseconds);
            call.WantsExplanation = request.WantsExplanation;
        }
        finally
        {
            // Also when the rest of the request could not be read.
            if (request.Id is { } id && id.Start.Value < id.End.Value)
                call.RequestId = IdOf(body[id]);
        }
    }

    private static string IdOf(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(escaped);
        var reader = new Utf8JsonReader([(byte)'"', .. escaped, (byte)'"']);
        return reader.Read() ? reader.GetString()! : "";
    }
}
