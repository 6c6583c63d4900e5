using System.Globalization;
using Saker.Data;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Hosting;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Grpc;

/// <summary>The methods of <c>inference.GRPCInferenceService</c> that ask about the server and its models.</summary>
internal sealed class InferenceService(ModelHost models, Readiness readiness, ServerOptions options)
{
    private static readonly ServerMetadataResponse s_server = new()
    {
        Name = "saker",
        Version = typeof(InferenceService).Assembly.GetName().Version?.ToString(3) ?? "",
        Extensions = { "model_configuration", "model_repository", "statistics" },
    };

    public ValueTask<ServerLiveResponse> ServerLiveAsync(ServerLiveRequest request, CancellationToken cancellationToken) => new(new ServerLiveResponse { Live = true });

    public ValueTask<ServerReadyResponse> ServerReadyAsync(ServerReadyRequest request, CancellationToken cancellationToken) =>
        new(new ServerReadyResponse { Ready = readiness.Reason is null });

    public ValueTask<ServerMetadataResponse> ServerMetadataAsync(ServerMetadataRequest request, CancellationToken cancellationToken) => new(s_server);

    public async ValueTask<ModelReadyResponse> ModelReadyAsync(ModelReadyRequest request, CancellationToken cancellationToken) =>
        new() { Ready = (await models.GetVersionAsync(request.Name, NullIfEmpty(request.Version), cancellationToken)).IsAvailable };

    public async ValueTask<ModelMetadataResponse> ModelMetadataAsync(ModelMetadataRequest request, CancellationToken cancellationToken)
    {
        using var call = await InferApi.LookAsync(models, request.Name, NullIfEmpty(request.Version), cancellationToken);
        var plan = InferPlan.Of(call.Model);
        var metadata = new ModelMetadataResponse { Name = request.Name, Platform = call.Model.Platform };
        metadata.Versions.AddRange((await models.ListVersionsAsync(request.Name, cancellationToken)).Where(version => version.IsAvailable).Select(version => Text(version.Version)));
        metadata.Inputs.AddRange(plan.Inputs.Zip(call.Model.ToldInputs, (tensor, told) => ToMetadata(tensor, told.Shape)));
        metadata.Outputs.AddRange(plan.Outputs.Select(tensor => ToMetadata(tensor, tensor.Shape)));
        return metadata;
    }

    public async ValueTask<ModelConfigResponse> ModelConfigAsync(ModelConfigRequest request, CancellationToken cancellationToken)
    {
        using var call = await InferApi.LookAsync(models, request.Name, NullIfEmpty(request.Version), cancellationToken);
        return new ModelConfigResponse { Config = ModelMessages.ToConfig(request.Name, call.Model, options.MaxRows) };
    }

    public async ValueTask<ModelStatisticsResponse> ModelStatisticsAsync(ModelStatisticsRequest request, CancellationToken cancellationToken)
    {
        if (request.Name.Length == 0 && request.Version.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"Version '{request.Version}' is asked for without a name; give the model's name, or leave both out for all models.", "name");
        var reports = request.Name.Length == 0 ? models.ListReports() : await models.ListReportsAsync(request.Name, NullIfEmpty(request.Version), cancellationToken);
        return new ModelStatisticsResponse { ModelStats = { reports.Select(ModelMessages.ToMessage) } };
    }

    public async ValueTask<RepositoryIndexResponse> RepositoryIndexAsync(RepositoryIndexRequest request, CancellationToken cancellationToken)
    {
        RequireNoRepository(request.RepositoryName);
        var index = new RepositoryIndexResponse();
        foreach (var entry in await models.ListIndexAsync(cancellationToken))
        {
            if (request.Ready && !entry.Version.IsAvailable)
                continue;
            index.Models.Add(new RepositoryIndexResponse.Types.ModelIndex
            {
                Name = entry.Name,
                Version = Text(entry.Version.Version),
                State = State(entry.Version),
                Reason = entry.Version.Reason ?? "",
            });
        }
        return index;
    }

    public async ValueTask<RepositoryModelLoadResponse> RepositoryModelLoadAsync(RepositoryModelLoadRequest request, CancellationToken cancellationToken)
    {
        RequireNoRepository(request.RepositoryName);
        if (request.Parameters.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The parameter '{request.Parameters.First().Key}' is not supported: models come from the registry, as they were registered.", "parameters");
        await models.LoadAsync(request.ModelName, version: null, cancellationToken);
        return new RepositoryModelLoadResponse();
    }

    public async ValueTask<RepositoryModelUnloadResponse> RepositoryModelUnloadAsync(RepositoryModelUnloadRequest request, CancellationToken cancellationToken)
    {
        RequireNoRepository(request.RepositoryName);
        await models.UnloadAsync(request.ModelName, version: null, cancellationToken);
        return new RepositoryModelUnloadResponse();
    }

    // What is loaded when it is asked for is as good as loaded to whoever asks.
    private static string State(VersionStatus version) => version.State switch
    {
        VersionState.Loading or VersionState.Warming => "LOADING",
        VersionState.Unloading => "UNLOADING",
        _ => version.IsAvailable ? "READY" : "UNAVAILABLE",
    };

    private static void RequireNoRepository(string name)
    {
        if (name.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"There is one repository, and it has no name; leave '{name}' out.", "repository_name");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ModelMetadataResponse.Types.TensorMetadata ToMetadata(TensorPlan tensor, IReadOnlyList<long> shape) =>
        new() { Name = tensor.Name, Datatype = tensor.Described.Name(), Shape = { shape } };
}
