using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>What gates said of a version.</summary>
public sealed record GateVerdictInfo
{
    public required string Id { get; init; }

    /// <summary>Whether every gate was passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>The names of the gates that were not.</summary>
    public required IReadOnlyList<string> Failed { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Suite { get; init; }

    /// <summary>The column with the answers; null in verdicts that did not keep it.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counted as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows these were, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why the version was registered although it had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    /// <summary>Every gate with what was asked and found; null beside versions.</summary>
    public JsonObject? Report { get; init; }
}
