namespace Saker.Platform.Registry.Verdicts;

/// <summary>What gates said of a version, once. It never changes; the newest on what a requirement asks counts.</summary>
public sealed record GateVerdict
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Whether every gate was passed; one that could not be measured was not.</summary>
    public required bool Passed { get; init; }

    /// <summary>SHA-256 of what was asked: equal for equal gates.</summary>
    public required string Suite { get; init; }

    /// <summary>The column with the answers; null in verdicts that did not keep it.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counted as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows these were, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>The names of the gates that were not passed, in their order.</summary>
    public required IReadOnlyList<string> Failed { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why it was registered although it had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    /// <summary>The whole report, as JSON; null in lists and beside versions.</summary>
    public string? Report { get; init; }
}
