namespace Saker.Platform.Registry.Verdicts;

/// <summary>A verdict that is to be kept.</summary>
public sealed record NewVerdict
{
    public required bool Passed { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Suite { get; init; }

    /// <summary>The column with the answers; null when that is not kept.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counted as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>The stored dataset, as <c>name/version</c>, whose rows these were, all of them; null for rows of a file, or a part of a dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>The names of the gates that were not passed.</summary>
    public required IReadOnlyList<string> Failed { get; init; }

    /// <summary>The whole report, as JSON.</summary>
    public required string Report { get; init; }
}
