namespace Saker.Client;

/// <summary>What a suite found in a dataset version, with a page of the rows that break it.</summary>
public sealed record CheckReportInfo
{
    /// <summary>The version, such as <c>plans/3</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The name of the suite; null when it has none.</summary>
    public string? Suite { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Whether the rows may be used; warnings do not count against it.</summary>
    public required bool Passed { get; init; }

    public required long RowCount { get; init; }

    /// <summary>The columns whose values name a row, see <see cref="ViolationInfo.Key"/>.</summary>
    public IReadOnlyList<string>? KeyColumns { get; init; }

    /// <summary>First <c>schema</c> and <c>type</c>, then the checks in the order of the suite.</summary>
    public required IReadOnlyList<CheckResultInfo> Results { get; init; }

    /// <summary>The violations of rows of all checks, from the offset that was asked for.</summary>
    public required IReadOnlyList<ViolationInfo> Violations { get; init; }

    /// <summary>How many violations of rows there are.</summary>
    public required long ViolationCount { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public long? NextOffset { get; init; }
}
