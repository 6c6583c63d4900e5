using Saker.Data.Checks;

namespace Saker.Platform.Datasets;

/// <summary>What a suite found in a version, and a page of the rows that break it.</summary>
public sealed record CheckPage
{
    public required CheckReport Report { get; init; }

    /// <summary>Violations of rows, of all checks, in the same order every time.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>How many there are in all.</summary>
    public required long ViolationCount { get; init; }

    /// <summary>Where the next page begins; null when this is the last one.</summary>
    public required long? NextOffset { get; init; }
}
