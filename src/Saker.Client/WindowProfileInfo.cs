using System.Text.Json;

namespace Saker.Client;

/// <summary>The body of <c>GET /api/endpoints/{name}/windows/profile</c>: one time as one window, with its profiles as <c>profile.json</c> has them.</summary>
public sealed record WindowProfileInfo
{
    public required WindowInfo Window { get; init; }

    /// <summary>The raw columns that callers gave; null where none were captured.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>What models answered; null where none were captured.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>By input column.</summary>
    public required IReadOnlyDictionary<string, WindowBinsInfo> Bins { get; init; }
}
