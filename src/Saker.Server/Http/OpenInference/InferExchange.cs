using System.Buffers;
using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;

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
        AnswerAsync(model, version, body, jsonLength, requestId, into, AccessGrant.Local, cancellationToken);

    /// <summary>As the other, for a caller with limits.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<int> AnswerAsync(
        string model, string? version, ReadOnlyMemory<byte> body, long? jsonLength, string requestId, IBufferWriter<byte> into, AccessGrant grant, CancellationToken cancellationToken)
    {
        if (jsonLength < 0 || jsonLength > body.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"The JSON is said by {InferHeaders.JsonLength} to have {jsonLength} bytes; the body has {body.Length}.", InferHeaders.JsonLength);
        using var call = await host.BeginAsync(model, version, cancellationToken);
        var plan = InferPlan.Of(call.Model);
        var request = plan.Rent();
        try
        {
            if (jsonLength == 0)
                InferReader.ReadRaw(body.Span, call, request, limits);
            else
                InferReader.Read(body.Span, (int)(jsonLength ?? body.Length), call, request, limits);
            if (request.TimeoutMicroseconds is > 0 and < InferRequest.MaxTimeoutMicroseconds)
                call.Timeout = TimeSpan.FromMicroseconds(request.TimeoutMicroseconds);
            call.WantsExplanation = request.WantsExplanation;
            await grant.RunAsync(model, call, cancellationToken);
            return InferWriter.Write(model, requestId, call, request, body.Span, into);
        }
        finally
        {
            plan.Return(request);
        }
    }
}
