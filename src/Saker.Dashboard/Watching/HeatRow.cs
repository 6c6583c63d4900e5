namespace Saker.Dashboard.Watching;

/// <summary>A column over time.</summary>
/// <param name="Column">Its name.</param>
/// <param name="IsOutput">Whether the model gives it.</param>
/// <param name="Cells">One for each bucket; null where no window had it.</param>
public sealed record HeatRow(string Column, bool IsOutput, IReadOnlyList<HeatCell?> Cells)
{
    /// <summary>In how many windows it moved.</summary>
    public long DriftedCount => Cells.Sum(cell => cell?.Moment.DriftedCount ?? 0);

    public double TopEffect => Cells.Max(cell => cell?.Moment.Effect) ?? 0;

    /// <summary>The largest share of rows with something wrong.</summary>
    public double TopQuality => Cells.Max(cell => cell?.Moment.Quality?.Values.Max()) ?? 0;
}
