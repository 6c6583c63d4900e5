using System.Text.Json;

namespace Saker.Client;

/// <summary>A trial of a study.</summary>
public sealed record TrialInfo
{
    /// <summary>From 0.</summary>
    public required int Number { get; init; }

    /// <summary><c>running</c>, <c>waiting</c> (given up, to be begun again), <c>complete</c>, <c>pruned</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>What is tried, by name: texts, numbers and flags.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }

    /// <summary>The objective, where the trial is complete.</summary>
    public double? Value { get; init; }

    /// <summary>What it reported on the way, by step.</summary>
    public IReadOnlyList<TrialReportInfo>? Reports { get; init; }

    /// <summary>Why it failed or was given up.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The run of its present attempt.</summary>
    public string? Run { get; init; }
}
