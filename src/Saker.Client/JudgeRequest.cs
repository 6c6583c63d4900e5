using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/gates</c>.</summary>
/// <param name="Dataset">The rows to judge on, as <c>name/version</c>.</param>
public sealed record JudgeRequest(string Dataset)
{
    /// <summary>The gates, as below <c>gates:</c> of a pipeline file; null takes those that an alias of the model requires, and the answers that it requires.</summary>
    public JsonObject? Gates { get; init; }

    /// <summary>The column with the answers.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counts as positive.</summary>
    public string? Positive { get; init; }
}
