namespace Saker.Data.Engine;

/// <summary>How much of the machine the SQL engine may take. It is shared by the whole process.</summary>
public sealed record SqlEngineOptions
{
    /// <summary>Threads that run queries.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes that queries may hold before they write to <see cref="TempFolder"/>; by default half of what the process may use.</summary>
    public long MaxMemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Where queries write what does not fit into memory; made when the engine starts, for its owner alone.</summary>
    public string TempFolder { get; init; } = OwnTempFolder;

    /// <summary>A folder of this process alone, which nobody can guess; it goes with the process.</summary>
    internal static string OwnTempFolder { get; } = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"saker-sql-{Environment.ProcessId}-{Path.GetRandomFileName()}"));
}
