using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/candidates</c>.</summary>
/// <param name="Source">The model of a run, which is no version yet: <c>runs:/RUN/model</c>.</param>
/// <param name="Dataset">The rows to judge on, as <c>name/version</c>.</param>
public sealed record JudgeCandidateRequest(string Source, string Dataset)
{
    /// <summary>The gates, as below <c>gates:</c> of a pipeline file; null takes those that an alias of the model requires, and the answers that it requires.</summary>
    public JsonObject? Gates { get; init; }

    /// <summary>The column with the answers.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counts as positive.</summary>
    public string? Positive { get; init; }
}
