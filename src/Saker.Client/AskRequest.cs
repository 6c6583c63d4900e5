using System.Text.Json;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/studies/{name}/ask</c>; all of it may be left out.</summary>
public sealed record AskRequest
{
    /// <summary>No trial is added beyond so many in all.</summary>
    public int? MaxTrials { get; init; }

    /// <summary>A point of the caller's own to try; absent for one that the sampler proposes.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }
}
