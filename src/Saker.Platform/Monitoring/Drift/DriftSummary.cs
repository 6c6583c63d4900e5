namespace Saker.Platform.Monitoring.Drift;

/// <summary>A report without its parts.</summary>
public sealed record DriftSummary
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required DriftReportKind Kind { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required long RowCount { get; init; }

    public required bool Drifted { get; init; }

    /// <summary>The share of inputs that moved.</summary>
    public required double Share { get; init; }
}
