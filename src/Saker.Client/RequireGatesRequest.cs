using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>The body of <c>PUT /api/models/{name}/aliases/{alias}/gates</c> and <c>PUT /api/models/{name}/gates</c>.</summary>
public sealed record RequireGatesRequest
{
    /// <summary>The least role of those who may override: <c>deployer</c> or <c>admin</c>; admin when it is left out.</summary>
    public string? Role { get; init; }

    /// <summary>The gates that must have been passed, with their target: <c>{"target": {...}, "gates": {...}}</c>; any when it is left out.</summary>
    public JsonObject? Gates { get; init; }
}
