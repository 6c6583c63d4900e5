namespace Saker.Platform.Monitoring.Drift;

/// <summary>Which reports are wanted.</summary>
public sealed record DriftQuery
{
    /// <summary>The most that are listed at once.</summary>
    public const int MaxCount = 1_000;

    public required string Endpoint { get; init; }

    /// <summary>Null for all.</summary>
    public int? Version { get; init; }

    /// <summary>Null for all.</summary>
    public DriftReportKind? Kind { get; init; }

    /// <summary>Of traffic that ends before; null for all.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>From 1 to <see cref="MaxCount"/>.</summary>
    public int Max { get; init; } = 50;
}
