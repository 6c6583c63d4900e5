namespace Saker.Conformance;

/// <summary>How a server did.</summary>
public sealed record ConformanceReport
{
    public required Uri Server { get; init; }

    /// <summary>What the server calls itself, empty when it did not say.</summary>
    public required string ServerName { get; init; }

    public required string ServerVersion { get; init; }

    /// <summary>The extensions that it names.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>The model that was asked.</summary>
    public required string Model { get; init; }

    /// <summary>Where the values of the requests came from.</summary>
    public required string Values { get; init; }

    /// <summary>Why the server could not be asked for predictions, so that whatever looks at them was skipped; null where it was asked.</summary>
    public string? WhyNotAsked { get; init; }

    /// <summary>One result for every check of the level, in the catalogue's order.</summary>
    public required IReadOnlyList<CheckResult> Results { get; init; }

    /// <summary>Whether nothing failed that the published protocol demands.</summary>
    public bool IsConformant => !Results.Any(result => result is { Outcome: CheckOutcome.Failed, Check.Level: CheckLevel.Must });

    public int Count(CheckOutcome outcome) => Results.Count(result => result.Outcome == outcome);
}
