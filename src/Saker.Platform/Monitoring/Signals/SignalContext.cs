namespace Saker.Platform.Monitoring.Signals;

/// <summary>What somebody who is woken by a signal wants to see first. Bounded by its source: a few entries each.</summary>
public sealed record SignalContext
{
    /// <summary>Nothing to add.</summary>
    public static SignalContext None { get; } = new();

    /// <summary>One sentence that says what was found; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>The columns that moved most, most first.</summary>
    public IReadOnlyList<MovedColumn> MovedColumns { get; init; } = [];

    /// <summary>Ids of a few requests that show it.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = [];
}
