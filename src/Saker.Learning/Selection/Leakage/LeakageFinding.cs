namespace Saker.Learning.Selection.Leakage;

/// <summary>One suspicion, and why.</summary>
public sealed record LeakageFinding
{
    public required LeakageKind Kind { get; init; }

    /// <summary>The columns it is about; empty when it is about rows.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What was seen, why that is suspicious, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>What was measured: an area under the curve, or a share, 0 to 1.</summary>
    public required double Value { get; init; }

    /// <summary>How many rows it is about.</summary>
    public required int RowCount { get; init; }
}
