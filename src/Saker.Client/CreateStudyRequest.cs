using System.Text.Json;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/studies</c>.</summary>
public sealed record CreateStudyRequest
{
    public required string Name { get; init; }

    /// <summary>The experiment that its runs belong to; by default one of the study's name.</summary>
    public string? Experiment { get; init; }

    /// <summary><c>minimize</c> (as when absent) or <c>maximize</c>.</summary>
    public string? Direction { get; init; }

    /// <summary><c>tpe</c> (as when absent), <c>random</c>, <c>sobol</c> or <c>grid</c>; or an object with <c>name</c> and settings.</summary>
    public JsonElement? Sampler { get; init; }

    /// <summary><c>none</c> (as when absent), <c>median</c>, <c>halving</c> or <c>hyperband</c>; or an object with <c>name</c> and settings.</summary>
    public JsonElement? Pruner { get; init; }

    public int? Seed { get; init; }

    /// <summary>By name: <c>{"from": 0.01, "to": 0.3, "log": true}</c> or <c>{"choose": ["a", "b"]}</c>, with <c>when</c> where it depends on another.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Space { get; init; }
}
