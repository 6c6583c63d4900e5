namespace Saker.Client;

/// <summary>What came of comparing the traffic of one version, in one stretch of time, with a reference.</summary>
public sealed record DriftReportInfo
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary><c>window</c>: one of the windows, each of which is compared once; <c>asked</c>: somebody asked.</summary>
    public required string Kind { get; init; }

    /// <summary>Where the traffic begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, excluded.</summary>
    public required DateTimeOffset To { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Rows that were compared.</summary>
    public required long RowCount { get; init; }

    /// <summary>Rows of the reference.</summary>
    public required long ReferenceRowCount { get; init; }

    /// <summary>What the reference is, in words.</summary>
    public required string Reference { get; init; }

    /// <summary>Whether the traffic as a whole counts as drifted.</summary>
    public required bool Drifted { get; init; }

    /// <summary>The share of the inputs that moved, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>From which share on the traffic counts as drifted; with 0 one column is enough.</summary>
    public required double ShareThreshold { get; init; }

    /// <summary>How often a window without drift may be called one that has it.</summary>
    public required double Alpha { get; init; }

    /// <summary>Every input, those that moved first, by how many rows moved times how much the model goes by them.</summary>
    public required IReadOnlyList<ColumnDriftInfo> Columns { get; init; }

    /// <summary>The model's outputs; empty where they have no reference or are not to be compared.</summary>
    public required IReadOnlyList<ColumnDriftInfo> Predictions { get; init; }

    /// <summary>What became worse about the data itself.</summary>
    public required IReadOnlyList<QualityDriftInfo> Quality { get; init; }

    /// <summary>All columns together; null when that was not asked for, or there were no samples.</summary>
    public JointDriftInfo? Joint { get; init; }

    /// <summary>What the detectors said at the end of the window.</summary>
    public IReadOnlyList<DetectorInfo>? Detectors { get; init; }

    /// <summary>What could not be done, in words.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}
