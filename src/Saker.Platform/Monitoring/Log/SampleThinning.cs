namespace Saker.Platform.Monitoring.Log;

/// <summary>Brings the samples of blocks that one process wrote one after another to the last threshold of their minutes.</summary>
internal static class SampleThinning
{
    /// <summary>The same block with only those rows that are below the last thresholds of their minutes.</summary>
    public static LogBlock Apply(LogBlock block, IReadOnlyDictionary<long, ulong> thresholds) =>
        block.Thin(thresholds) with { Minutes = [.. block.Minutes.Select(minute => minute with { Threshold = thresholds[minute.Minute] })] };

    /// <summary>The last threshold of each minute: they only fall.</summary>
    private static Dictionary<long, ulong> Thresholds(IEnumerable<LogMinute> minutes) => minutes.GroupBy(minute => minute.Minute).ToDictionary(minute => minute.Key, minute => minute.Min(part => part.Threshold));

    /// <summary>The last threshold of each minute, by endpoint, model and version.</summary>
    public static Dictionary<(string Endpoint, string Model, int Version), Dictionary<long, ulong>> Thresholds(IEnumerable<(string Endpoint, string Model, int Version, IReadOnlyList<LogMinute> Minutes)> blocks) =>
        blocks.GroupBy(block => (block.Endpoint, block.Model, block.Version)).ToDictionary(version => version.Key, version => Thresholds(version.SelectMany(block => block.Minutes)));
}
