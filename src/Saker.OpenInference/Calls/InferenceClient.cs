using Saker.OpenInference.Messages;

namespace Saker.OpenInference.Calls;

/// <summary>The methods of an Open Inference server, by name. Thread-safe; fails as <see cref="GrpcClient"/> does, which it disposes.</summary>
public sealed class InferenceClient(GrpcClient client) : IDisposable
{
    public GrpcClient Client { get; } = client;

    public async Task<bool> IsLiveAsync(CancellationToken cancellationToken) =>
        (await Client.CallAsync(InferenceMethods.ServerLive, new ServerLiveRequest(), GrpcCallOptions.Default, cancellationToken)).Live;

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (await Client.CallAsync(InferenceMethods.ServerReady, new ServerReadyRequest(), GrpcCallOptions.Default, cancellationToken)).Ready;

    /// <param name="version">Empty for the one that the server would answer with.</param>
    public async Task<bool> IsModelReadyAsync(string model, string version, CancellationToken cancellationToken) =>
        (await Client.CallAsync(InferenceMethods.ModelReady, new ModelReadyRequest { Name = model, Version = version }, GrpcCallOptions.Default, cancellationToken)).Ready;

    public Task<ServerMetadataResponse> GetServerAsync(CancellationToken cancellationToken) =>
        Client.CallAsync(InferenceMethods.ServerMetadata, new ServerMetadataRequest(), GrpcCallOptions.Default, cancellationToken);

    /// <param name="version">Empty for the one that the server would answer with.</param>
    public Task<ModelMetadataResponse> GetModelAsync(string model, string version, CancellationToken cancellationToken) =>
        Client.CallAsync(InferenceMethods.ModelMetadata, new ModelMetadataRequest { Name = model, Version = version }, GrpcCallOptions.Default, cancellationToken);

    public Task<ModelInferResponse> InferAsync(ModelInferRequest request, CancellationToken cancellationToken) => InferAsync(request, GrpcCallOptions.Default, cancellationToken);

    public Task<ModelInferResponse> InferAsync(ModelInferRequest request, GrpcCallOptions options, CancellationToken cancellationToken) =>
        Client.CallAsync(InferenceMethods.ModelInfer, request, options, cancellationToken);

    /// <summary>Opens a stream of requests and their answers.</summary>
    public GrpcStream<ModelInferRequest, ModelStreamInferResponse> OpenInferStream(GrpcCallOptions options, CancellationToken cancellationToken) =>
        Client.OpenStream(InferenceMethods.ModelStreamInfer, options, cancellationToken);

    /// <param name="service">Empty for the server as a whole, else a model's name.</param>
    public async Task<HealthCheckResponse.Types.ServingStatus> CheckHealthAsync(string service, CancellationToken cancellationToken) =>
        (await Client.CallAsync(HealthMethods.Check, new HealthCheckRequest { Service = service }, GrpcCallOptions.Default, cancellationToken)).Status;

    public void Dispose() => Client.Dispose();
}
