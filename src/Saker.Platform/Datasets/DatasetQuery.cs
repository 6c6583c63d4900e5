namespace Saker.Platform.Datasets;

/// <summary>Which datasets to list.</summary>
public sealed record DatasetQuery
{
    public const int MaxListed = 1_000;

    /// <summary>Part of the name, whatever its case; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those whose names come after this one; null from the first on.</summary>
    public string? After { get; init; }

    /// <summary>How many at most, 1 to 1,000.</summary>
    public required int Max { get; init; }
}
