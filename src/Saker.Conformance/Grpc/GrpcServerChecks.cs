using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>Health and metadata over gRPC.</summary>
internal static class GrpcServerChecks
{
    private const string NoModel = "no-such-model-8f3a";

    public static IEnumerable<Check> All { get; } =
    [
        new("grpc.server.live", "ServerLive answers true.", CheckLevel.Must, Sections.GrpcHealth, async (subject, token) => Require(await subject.Grpc.CallAsync(InferenceMethods.ServerLive, new(), token), response => response.Live, "live: true")),
        new("grpc.server.ready", "ServerReady answers true while models can be asked.", CheckLevel.Must, Sections.GrpcHealth, async (subject, token) => Require(await subject.Grpc.CallAsync(InferenceMethods.ServerReady, new(), token), response => response.Ready, "ready: true")),
        new("grpc.server.metadata", "ServerMetadata answers with a name and a version.", CheckLevel.Must, Sections.GrpcMetadata, async (subject, token) => Require(await subject.Grpc.CallAsync(InferenceMethods.ServerMetadata, new(), token), response => response.Name.Length > 0 && response.Version.Length > 0, "name and version")),
        new("grpc.server.metadata-agrees", "It says what the server says over HTTP.", CheckLevel.Should, Sections.GrpcMetadata, async (subject, token) => Require(await subject.Grpc.CallAsync(InferenceMethods.ServerMetadata, new(), token), response => response.Name == subject.ServerName && response.Version == subject.ServerVersion, $"name {subject.ServerName}, version {subject.ServerVersion}")),
        new("grpc.model.ready", "ModelReady answers true for the model asked.", CheckLevel.Must, Sections.GrpcHealth, async (subject, token) => Require(await subject.Grpc.CallAsync(InferenceMethods.ModelReady, new ModelReadyRequest { Name = subject.ModelName, Version = subject.Options.Version ?? "" }, token), response => response.Ready, "ready: true")),
        new("grpc.model.ready-version", "ModelReady answers true for every version that the metadata names.", CheckLevel.Must, Sections.GrpcHealth, ReadyVersionsAsync),
        new("grpc.model.ready-unknown", "A model that is not there is not ready: false, or a status that is not OK.", CheckLevel.Must, Sections.GrpcHealth, UnknownReadyAsync),
        new("grpc.model.metadata", "ModelMetadata answers with the model's name, inputs and outputs.", CheckLevel.Must, Sections.GrpcMetadata, async (subject, token) => Require(await MetadataAsync(subject, token), response => response.Name == subject.ModelName && response.Outputs.Count > 0, $"name {subject.ModelName}, inputs, outputs")),
        new("grpc.model.metadata-agrees", "Its tensors are those that the model has over HTTP.", CheckLevel.Must, Sections.GrpcMetadata, AgreesAsync),
        new("grpc.model.metadata-unknown", "The metadata of a model that is not there is a status that is not OK.", CheckLevel.Must, Sections.GrpcMetadata, async (subject, token) => (await subject.Grpc.CallAsync(InferenceMethods.ModelMetadata, new ModelMetadataRequest { Name = NoModel }, token)).RequireRefused("there is no such model")),
        new("grpc.model.metadata-not-found", "That status is NOT_FOUND.", CheckLevel.Should, Sections.GrpcStatus, NotFoundAsync),
        new("grpc.model.version-unknown", "The metadata of a version that is not there is a status that is not OK.", CheckLevel.Must, Sections.GrpcMetadata, UnknownVersionAsync),
    ];

    private static void Require<T>(GrpcExchange<T> exchange, Func<T, bool> isRight, string expected)
        where T : class, Google.Protobuf.IMessage =>
        exchange.Require(isRight(exchange.RequireOk("the call is valid")), "the answer says otherwise", expected);

    private static Task<GrpcExchange<ModelMetadataResponse>> MetadataAsync(Subject subject, CancellationToken cancellationToken) =>
        subject.Grpc.CallAsync(InferenceMethods.ModelMetadata, new ModelMetadataRequest { Name = subject.ModelName, Version = subject.Options.Version ?? "" }, cancellationToken);

    private static async Task ReadyVersionsAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var version in subject.Versions)
            Require(await subject.Grpc.CallAsync(InferenceMethods.ModelReady, new ModelReadyRequest { Name = subject.ModelName, Version = version }, cancellationToken), response => response.Ready, "ready: true");
    }

    private static async Task UnknownReadyAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = await subject.Grpc.CallAsync(InferenceMethods.ModelReady, new ModelReadyRequest { Name = NoModel }, cancellationToken);
        exchange.Require(exchange.Response is not { Ready: true }, "it is ready", "ready: false, or NOT_FOUND");
    }

    private static async Task AgreesAsync(Subject subject, CancellationToken cancellationToken)
    {
        var model = subject.Model;
        var exchange = await MetadataAsync(subject, cancellationToken);
        var response = exchange.RequireOk("the model is there");
        foreach (var (actual, wanted) in (ReadOnlySpan<(Google.Protobuf.Collections.RepeatedField<ModelMetadataResponse.Types.TensorMetadata>, IReadOnlyList<Samples.TensorInfo>)>)[(response.Inputs, model.Inputs), (response.Outputs, model.Outputs)])
        {
            var (left, right) = (actual.Select(tensor => $"{tensor.Name} {tensor.Datatype} [{string.Join(", ", tensor.Shape)}]"), wanted.Select(tensor => $"{tensor.Name} {tensor.Datatype} [{string.Join(", ", tensor.Shape)}]"));
            exchange.Require(left.ToHashSet().SetEquals(right), $"the tensors are {string.Join("; ", left)}", string.Join("; ", right));
        }
    }

    private static async Task NotFoundAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = await subject.Grpc.CallAsync(InferenceMethods.ModelMetadata, new ModelMetadataRequest { Name = NoModel }, cancellationToken);
        exchange.Require(exchange.Status.Code == GrpcStatusCode.NotFound, $"the status is {exchange.Status.Code}", "NOT_FOUND");
    }

    private static async Task UnknownVersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        _ = subject.Versions;
        (await subject.Grpc.CallAsync(InferenceMethods.ModelMetadata, new ModelMetadataRequest { Name = subject.ModelName, Version = "987654321" }, cancellationToken)).RequireRefused("there is no such version");
    }
}
