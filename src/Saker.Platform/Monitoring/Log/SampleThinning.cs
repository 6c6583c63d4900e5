namespace Saker.Platform.Monitoring.Log;

/// <summary>Brings the samples of blocks that one process wrote one after another to the last threshold of their minutes.</summary>
internal static class SampleThinning
{
    /// <summary>The same block with only those rows that are below the last thresholds of their minutes.</summary>
    public static LogBlock Apply(LogBlock block, IReadOnlyDictionary<long, ulong> thresholds) =>
        block.Thin(thresholds) with { Minutes = [.. block.Minutes.Select(minute => minute with { Threshold = thresholds[minute.Minute] })] };

    /// <summary>The last threshold of each minute: they only fall.</summary>
    public static Dictionary<long, ulong> Thresholds(IEnumerable<LogMinute> minutes) => minutes.GroupBy(minute => minute.Minute).ToDictionary(minute => minute.Key, minute => minute.Min(part => part.Threshold));
}
