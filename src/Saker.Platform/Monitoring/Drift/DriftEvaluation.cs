namespace Saker.Platform.Monitoring.Drift;

/// <summary>What came of comparing the traffic of one version, in one stretch of time, with a reference. Immutable; its JSON is what the HTTP API answers.</summary>
public sealed record DriftEvaluation
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required DriftReportKind Kind { get; init; }

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

    /// <summary>Whether the traffic as a whole counts as drifted: enough columns moved, or the columns together did.</summary>
    public required bool Drifted { get; init; }

    /// <summary>The share of the inputs that moved, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>From which share on the traffic counts as drifted; with 0 one column is enough.</summary>
    public required double ShareThreshold { get; init; }

    /// <summary>How often a window without drift may be called one that has it.</summary>
    public required double Alpha { get; init; }

    /// <summary>Every input, those that moved first, by how many rows moved times how much the model goes by them.</summary>
    public required IReadOnlyList<ColumnFinding> Columns { get; init; }

    /// <summary>The model's outputs; empty where they have no reference or are not to be compared.</summary>
    public required IReadOnlyList<ColumnFinding> Predictions { get; init; }

    /// <summary>What became worse about the data itself; empty when nothing did.</summary>
    public required IReadOnlyList<QualityFinding> Quality { get; init; }

    /// <summary>All columns together; null when that was not asked for, or there were no samples.</summary>
    public JointFinding? Joint { get; init; }

    /// <summary>What the detectors said at the end of the window.</summary>
    public IReadOnlyList<DetectorFinding> Detectors { get; init; } = [];

    /// <summary>What could not be done, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The inputs that moved, in the order of <see cref="Columns"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<ColumnFinding> Moved => Columns.Where(column => column.Drifted);

    /// <summary>Whether anything is wrong: drift of the whole, of predictions, of single columns, or of quality.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasFindings => Drifted || Quality.Count > 0 || Columns.Concat(Predictions).Any(column => column.Drifted) || Detectors.Any(detector => detector.Fired);

    /// <summary>The report as the HTTP API answers it.</summary>
    public string ToJson() => DriftJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static DriftEvaluation FromJson(string json) => DriftJson.Read(json);
}
