using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>From blocks to what readers are given.</summary>
internal static class LogRows
{
    /// <summary>For every request the places of its sampled rows.</summary>
    public static ILookup<int, int> Places(LogBlock block) => Enumerable.Range(0, block.RowRequests.Length).ToLookup(row => block.RowRequests[row]);

    public static LoggedPrediction Read(LogBlock block, int request, int[] rows)
    {
        var facts = block.Requests[request];
        return new LoggedPrediction
        {
            RequestId = facts.Id,
            Endpoint = block.Endpoint,
            Model = block.Model,
            Version = block.Version,
            At = new DateTimeOffset(facts.At, TimeSpan.Zero),
            RowCount = facts.RowCount,
            Step = facts.Step,
            StepReason = facts.StepReason,
            IsFromCache = facts.IsFromCache,
            WarningCount = facts.WarningCount,
            MendedCount = facts.MendedCount,
            Arm = facts.Arm < 0 ? null : facts.Arm,
            IsRefused = facts.IsRefused,
            Error = facts.Error,
            Queue = TimeSpan.FromMicroseconds(facts.QueueMicroseconds),
            Compute = TimeSpan.FromMicroseconds(facts.ComputeMicroseconds),
            Total = TimeSpan.FromMicroseconds(facts.TotalMicroseconds),
            TraceId = facts.TraceId,
            Rows = Array.ConvertAll(rows, row => block.RowNumbers[row]),
            Inputs = rows.Length == 0 ? null : block.Inputs?.Take(rows),
            Outputs = rows.Length == 0 ? null : block.Outputs?.Take(rows),
            Weight = rows.Length == 0 ? 0 : Weight(block, facts.Minute),
        };
    }

    /// <summary>The inverse of a row's chance to be sampled (Horvitz and Thompson, "A generalization of sampling without replacement", 1952).</summary>
    public static double Weight(LogBlock block, long minute)
    {
        var threshold = block.Minutes.FirstOrDefault(known => known.Minute == minute, new LogMinute(minute, 0, ulong.MaxValue)).Threshold;
        return threshold == ulong.MaxValue ? 1 : Math.Pow(2, 64) / Math.Max(threshold, 1);
    }
}
