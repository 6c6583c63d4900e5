using System.Runtime.CompilerServices;
using Google.Protobuf;
using Saker.OpenInference.Messages;

namespace Saker.OpenInference.Calls;

/// <summary>The methods of <c>inference.GRPCInferenceService</c>.</summary>
public static class InferenceMethods
{
    public const string Service = "inference.GRPCInferenceService";

    public static GrpcMethod<ServerLiveRequest, ServerLiveResponse> ServerLive { get; } = Of(ServerLiveRequest.Parser, ServerLiveResponse.Parser);

    public static GrpcMethod<ServerReadyRequest, ServerReadyResponse> ServerReady { get; } = Of(ServerReadyRequest.Parser, ServerReadyResponse.Parser);

    public static GrpcMethod<ModelReadyRequest, ModelReadyResponse> ModelReady { get; } = Of(ModelReadyRequest.Parser, ModelReadyResponse.Parser);

    public static GrpcMethod<ServerMetadataRequest, ServerMetadataResponse> ServerMetadata { get; } = Of(ServerMetadataRequest.Parser, ServerMetadataResponse.Parser);

    public static GrpcMethod<ModelMetadataRequest, ModelMetadataResponse> ModelMetadata { get; } = Of(ModelMetadataRequest.Parser, ModelMetadataResponse.Parser);

    public static GrpcMethod<ModelInferRequest, ModelInferResponse> ModelInfer { get; } = Of(ModelInferRequest.Parser, ModelInferResponse.Parser);

    /// <summary>Streams in both directions.</summary>
    public static GrpcMethod<ModelInferRequest, ModelStreamInferResponse> ModelStreamInfer { get; } = Of(ModelInferRequest.Parser, ModelStreamInferResponse.Parser);

    public static GrpcMethod<ModelConfigRequest, ModelConfigResponse> ModelConfig { get; } = Of(ModelConfigRequest.Parser, ModelConfigResponse.Parser);

    public static GrpcMethod<ModelStatisticsRequest, ModelStatisticsResponse> ModelStatistics { get; } = Of(ModelStatisticsRequest.Parser, ModelStatisticsResponse.Parser);

    public static GrpcMethod<RepositoryIndexRequest, RepositoryIndexResponse> RepositoryIndex { get; } = Of(RepositoryIndexRequest.Parser, RepositoryIndexResponse.Parser);

    public static GrpcMethod<RepositoryModelLoadRequest, RepositoryModelLoadResponse> RepositoryModelLoad { get; } =
        Of(RepositoryModelLoadRequest.Parser, RepositoryModelLoadResponse.Parser);

    public static GrpcMethod<RepositoryModelUnloadRequest, RepositoryModelUnloadResponse> RepositoryModelUnload { get; } =
        Of(RepositoryModelUnloadRequest.Parser, RepositoryModelUnloadResponse.Parser);

    // The property's name is the method's.
    private static GrpcMethod<TRequest, TResponse> Of<TRequest, TResponse>(MessageParser<TRequest> requests, MessageParser<TResponse> responses, [CallerMemberName] string name = "")
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => new(Service, name, requests, responses);
}
