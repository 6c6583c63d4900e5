using System.Globalization;
using Saker.Data;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Platform.Serving;
using Saker.Server.Hosting;

namespace Saker.Server.Grpc;

/// <summary>The methods of <c>inference.GRPCInferenceService</c> that ask about the server and its models.</summary>
internal sealed class InferenceService(ModelHost models, Readiness readiness)
{
    private static readonly ServerMetadataResponse s_server = new()
    {
        Name = "saker",
        Version = typeof(InferenceService).Assembly.GetName().Version?.ToString(3) ?? "",
    };

    public ValueTask<ServerLiveResponse> ServerLiveAsync(ServerLiveRequest request, CancellationToken cancellationToken) => new(new ServerLiveResponse { Live = true });

    public ValueTask<ServerReadyResponse> ServerReadyAsync(ServerReadyRequest request, CancellationToken cancellationToken) =>
        new(new ServerReadyResponse { Ready = readiness.Reason is null });

    public ValueTask<ServerMetadataResponse> ServerMetadataAsync(ServerMetadataRequest request, CancellationToken cancellationToken) => new(s_server);

    public ValueTask<ModelReadyResponse> ModelReadyAsync(ModelReadyRequest request, CancellationToken cancellationToken)
    {
        var status = models.Find(request.Name) ?? throw new SakerException(ErrorKind.NotFound, $"There is no model '{request.Name}'.", "name");
        var isVersion = request.Version.Length == 0 || request.Version == status.ServingVersion?.ToString(CultureInfo.InvariantCulture);
        return new(new ModelReadyResponse { Ready = status.IsServing && isVersion });
    }

    public async ValueTask<ModelMetadataResponse> ModelMetadataAsync(ModelMetadataRequest request, CancellationToken cancellationToken)
    {
        using var call = await models.BeginAsync(request.Name, request.Version.Length == 0 ? null : request.Version, cancellationToken);
        var plan = InferPlan.Of(call.Model);
        var metadata = new ModelMetadataResponse { Name = request.Name, Platform = call.Model.Platform };
        metadata.Versions.Add(call.Model.Version.Version.ToString(CultureInfo.InvariantCulture));
        metadata.Inputs.AddRange(plan.Inputs.Select(ToMetadata));
        metadata.Outputs.AddRange(plan.Outputs.Select(ToMetadata));
        return metadata;
    }

    public ValueTask<RepositoryIndexResponse> RepositoryIndexAsync(RepositoryIndexRequest request, CancellationToken cancellationToken)
    {
        var index = new RepositoryIndexResponse();
        foreach (var status in models.List())
        {
            if (request.Ready && !status.IsServing)
                continue;
            index.Models.Add(new RepositoryIndexResponse.Types.ModelIndex
            {
                Name = status.Endpoint.Name,
                Version = (status.ServingVersion ?? status.Endpoint.Version).ToString(CultureInfo.InvariantCulture),
                State = status.IsServing ? "READY" : status.State == EndpointState.Loading ? "LOADING" : "UNAVAILABLE",
                Reason = status.Reason ?? "",
            });
        }
        return new(index);
    }

    private static ModelMetadataResponse.Types.TensorMetadata ToMetadata(TensorPlan tensor) =>
        new() { Name = tensor.Name, Datatype = tensor.Datatype.Name(), Shape = { tensor.Shape } };
}
