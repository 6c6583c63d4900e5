namespace Saker.Platform.Monitoring.Drift;

/// <summary>What is said of one column.</summary>
public sealed record ColumnDriftSettings
{
    /// <summary>Whether the column is left out of everything.</summary>
    public bool Ignore { get; init; }

    /// <summary>As <see cref="DriftSettings.MinEffect"/>, of this column; null for that one.</summary>
    public double? MinEffect { get; init; }
}
