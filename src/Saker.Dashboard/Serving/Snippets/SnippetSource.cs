using Saker.Dashboard.Serving.Trying;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>What code that asks an endpoint is made of.</summary>
internal sealed record SnippetSource
{
    /// <summary>Where the reader reaches this server, such as <c>http://127.0.0.1:5080</c>.</summary>
    public required string Server { get; init; }

    /// <summary>The host of it, without its port.</summary>
    public required string Host { get; init; }

    /// <summary>The port that takes gRPC; null where there is none.</summary>
    public required int? GrpcPort { get; init; }

    public required string Endpoint { get; init; }

    public required Signature Signature { get; init; }

    /// <summary>The row; null for a model of tensors.</summary>
    public required TryValues? Values { get; init; }

    /// <summary>Whether callers must say who they are.</summary>
    public required bool NeedsKey { get; init; }

    public bool IsSecure => Server.StartsWith("https:", StringComparison.Ordinal);

    /// <summary>Whether JSON can hold what the model takes: it has no numbers of half precision.</summary>
    public bool FitsJson => !Signature.Inputs.Any(column => TensorExample.Datatype(column) is "FP16" or "BF16");

    public string PredictAddress => $"{Server}/api/endpoints/{Uri.EscapeDataString(Endpoint)}/predict";

    public string InferAddress => $"{Server}/v2/models/{Uri.EscapeDataString(Endpoint)}/infer";
}
