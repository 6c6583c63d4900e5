using System.Text.Json.Nodes;
using Saker.Conformance.Grpc;
using Saker.Conformance.Rest;
using Saker.Conformance.Samples;

namespace Saker.Conformance;

/// <summary>The server under check: how to ask it, and what was found out about it before the checks.</summary>
internal sealed class Subject(ConformanceOptions options, RestDoor rest, GrpcDoor? grpc) : IDisposable
{
    private ModelInfo? _model;
    private SampleRequest? _sample;
    private InferAnswer? _answer;

    public ConformanceOptions Options => options;

    public RestDoor Rest => rest;

    public GrpcDoor Grpc => grpc ?? throw new CheckSkippedException("no gRPC address was given (--grpc)");

    public string ServerName { get; set; } = "";

    public string ServerVersion { get; set; } = "";

    public IReadOnlyList<string> Extensions { get; set; } = [];

    /// <summary>The name of the model to ask.</summary>
    public string ModelName { get; set; } = "";

    /// <summary>Why there is no usable metadata or no usable request; checks that need them are skipped with it.</summary>
    public string NoModel { get; set; } = "the model's metadata was not read";

    public string NoSample { get; set; } = "no valid request is known";

    /// <summary>Whether the same request gets the same answer, so that answers can be compared.</summary>
    public bool IsRepeatable { get; set; }

    public bool IsMadeUp => options.Inputs is null;

    /// <exception cref="CheckSkippedException">The metadata is not usable.</exception>
    public ModelInfo Model { get => _model ?? throw new CheckSkippedException(NoModel); set => _model = value; }

    public ModelInfo? FindModel() => _model;

    /// <summary>A request that the server answered well.</summary>
    /// <exception cref="CheckSkippedException">There is none.</exception>
    public SampleRequest Sample => _sample is not null && _answer is not null ? _sample : throw new CheckSkippedException(NoSample);

    /// <summary>Whether a request for predictions is known that the server answered well.</summary>
    public bool HasSample => _sample is not null && _answer is not null;

    /// <summary>The answer to it.</summary>
    public InferAnswer Answer => _answer ?? throw new CheckSkippedException(NoSample);

    public string ModelPath => $"v2/models/{Uri.EscapeDataString(ModelName)}";

    /// <summary>The model's path, with the version where one was asked for.</summary>
    public string AskedPath => options.Version is null ? ModelPath : VersionPath(options.Version);

    public string InferPath => AskedPath + "/infer";

    public string VersionPath(string version) => $"{ModelPath}/versions/{Uri.EscapeDataString(version)}";

    public void Accept(SampleRequest sample, InferAnswer answer)
    {
        _sample = sample;
        _answer = answer;
    }

    /// <summary>Versions that can be asked for.</summary>
    /// <exception cref="CheckSkippedException">The metadata names none.</exception>
    public IReadOnlyList<string> Versions => Model.Versions is { Count: > 0 } versions ? versions : throw new CheckSkippedException("the model's metadata names no versions");

    /// <exception cref="CheckSkippedException">The server does not name the extension.</exception>
    public void RequireExtension(string name)
    {
        if (!Extensions.Any(extension => extension == name || extension.StartsWith(name + "(", StringComparison.Ordinal)))
            throw new CheckSkippedException($"the server does not name the extension {name}");
    }

    public Task<RestExchange> InferAsync(JsonNode body, CancellationToken cancellationToken) => rest.PostJsonAsync(InferPath, body, cancellationToken);

    /// <summary>Sends the request and demands the same outputs that the plain request got, where the model repeats itself.</summary>
    public async Task<InferAnswer> RequireSameAsync(JsonNode body, string why, CancellationToken cancellationToken) => RequireSame(await InferAsync(body, cancellationToken), why);

    public InferAnswer RequireSame(RestExchange exchange, string why)
    {
        var answer = InferAnswer.Read(exchange, why);
        if (IsRepeatable)
            answer.RequireSame(Answer, why);
        return answer;
    }

    public void Dispose()
    {
        rest.Dispose();
        grpc?.Dispose();
    }
}
