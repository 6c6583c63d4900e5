using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.OpenInference.Calls;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Grpc;

/// <summary>Which gRPC methods there are, and who answers them. What is not here is answered as not implemented.</summary>
internal static class GrpcApi
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<GrpcHost>();
        services.TryAddSingleton<ModelInferApi>();
        services.TryAddSingleton<InferStreams>();
        services.TryAddSingleton<InferenceService>();
        services.TryAddSingleton<HealthService>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var host = services.GetRequiredService<GrpcHost>();
        var infer = services.GetRequiredService<ModelInferApi>();
        var streams = services.GetRequiredService<InferStreams>();
        var service = services.GetRequiredService<InferenceService>();
        var health = services.GetRequiredService<HealthService>();
        MapCall(routes, InferenceMethods.ModelInfer.Path, host, isStream: false, infer.InferAsync).Needs(Role.User);
        MapCall(routes, InferenceMethods.ModelStreamInfer.Path, host, isStream: true, streams.RunAsync).Needs(Role.User);
        MapUnary(routes, host, InferenceMethods.ServerLive, service.ServerLiveAsync).OpenToAll();
        MapUnary(routes, host, InferenceMethods.ServerReady, service.ServerReadyAsync).OpenToAll();
        MapUnary(routes, host, InferenceMethods.ServerMetadata, service.ServerMetadataAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.ModelReady, service.ModelReadyAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.ModelMetadata, service.ModelMetadataAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.ModelConfig, service.ModelConfigAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.ModelStatistics, service.ModelStatisticsAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.RepositoryIndex, service.RepositoryIndexAsync).Needs(Role.Viewer);
        MapUnary(routes, host, InferenceMethods.RepositoryModelLoad, service.RepositoryModelLoadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelLoaded);
        MapUnary(routes, host, InferenceMethods.RepositoryModelUnload, service.RepositoryModelUnloadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelUnloaded);
        MapUnary(routes, host, HealthMethods.Check, health.CheckAsync).OpenToAll();
        MapCall(routes, HealthMethods.Watch.Path, host, isStream: false, health.WatchAsync).OpenToAll();
    }

    private static IEndpointConventionBuilder MapUnary<TRequest, TResponse>(
        IEndpointRouteBuilder routes, GrpcHost host, GrpcMethod<TRequest, TResponse> method, Func<TRequest, CancellationToken, ValueTask<TResponse>> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => MapCall(routes, method.Path, host, isStream: false, async call =>
    {
        TRequest request;
        using (var message = await call.Reader.ReadOnlyAsync(call.Token))
            request = method.Requests.ParseFrom(message.Bytes);
        await call.Writer.SendAsync(await answer(request, call.Token), mayWait: true, call.Token);
    });

    private static IEndpointConventionBuilder MapCall(IEndpointRouteBuilder routes, string path, GrpcHost host, bool isStream, Func<GrpcCall, Task> answer)
    {
        RequestDelegate run = context => host.RunAsync(context, isStream, answer);
        return routes.MapPost(path, run).ExcludeFromDescription();
    }
}
