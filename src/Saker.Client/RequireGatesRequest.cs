using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>The body of <c>PUT /api/models/{name}/aliases/{alias}/gates</c> and <c>PUT /api/models/{name}/gates</c>.</summary>
public sealed record RequireGatesRequest
{
    /// <summary>The least role of those who may override: <c>deployer</c> or <c>admin</c>; admin when it is left out.</summary>
    public string? Role { get; init; }

    /// <summary>The gates that must have been passed, with their target: <c>{"target": {...}, "gates": {...}}</c>; any when it is left out.</summary>
    public JsonObject? Gates { get; init; }

    /// <summary>The column with the answers that they are asked of; null takes that of the gates, one of both must say it.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counts as positive; likewise.</summary>
    public string? Positive { get; init; }

    /// <summary>Whether new versions are registered only with files whose gates passed; only of <c>PUT /api/models/{name}/gates</c>.</summary>
    public bool? Registration { get; init; }

    /// <summary>The dataset on whose rows they must have been passed: <c>holdout/1</c>, or <c>holdout</c> for any version of it; null when any rows will do.</summary>
    public string? Dataset { get; init; }
}
