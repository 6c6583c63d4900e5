using System.Collections.Concurrent;
using Google.Protobuf;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>Calls the server over gRPC and remembers the infer calls that it refused.</summary>
internal sealed class GrpcDoor(Uri address, ConformanceOptions options) : IDisposable
{
    private readonly GrpcClient _client = new(new GrpcClientOptions { Address = address, Time = options.Time });
    private readonly GrpcCallOptions _options = new() { Timeout = options.RequestTimeout, Headers = options.Headers };
    private readonly ConcurrentQueue<GrpcExchange<ModelInferResponse>> _refusals = new();

    public IReadOnlyCollection<GrpcExchange<ModelInferResponse>> Refusals => _refusals;

    public async Task<GrpcExchange<TResponse>> CallAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return new GrpcExchange<TResponse>(method.Path, request, await _client.CallAsync(method, request, _options, cancellationToken), GrpcStatus.Ok);
        }
        catch (GrpcException e)
        {
            return new GrpcExchange<TResponse>(method.Path, request, null, e.Status);
        }
    }

    public async Task<GrpcExchange<ModelInferResponse>> InferAsync(ModelInferRequest request, CancellationToken cancellationToken)
    {
        var exchange = await CallAsync(InferenceMethods.ModelInfer, request, cancellationToken);
        if (!exchange.Status.IsOk)
            _refusals.Enqueue(exchange);
        return exchange;
    }

    public GrpcStream<ModelInferRequest, ModelStreamInferResponse> OpenStream(CancellationToken cancellationToken) => _client.OpenStream(InferenceMethods.ModelStreamInfer, _options, cancellationToken);

    public void Dispose() => _client.Dispose();
}
