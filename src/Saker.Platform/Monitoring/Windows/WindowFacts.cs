namespace Saker.Platform.Monitoring.Windows;

/// <summary>What is counted in a window: exactly, whatever its profiles sample.</summary>
public sealed record WindowFacts
{
    /// <summary>Requests, failed and refused ones included.</summary>
    public required long RequestCount { get; init; }

    /// <summary>Rows of answered requests.</summary>
    public required long RowCount { get; init; }

    /// <summary>Rows that the profiles hold of <see cref="RowCount"/>. Fewer when capture is limited to facts, or rows had to be thinned to keep serving fast.</summary>
    public required long ProfiledRowCount { get; init; }

    /// <summary>Requests that failed by what they failed for, such as <c>timeout</c>; refused ones included.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Those of the failed ones that were refused before anything was run.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Answers that were kept from equal requests.</summary>
    public required long CacheHitCount { get; init; }

    /// <summary>Answered requests by who answered, such as <c>primary</c>.</summary>
    public required IReadOnlyDictionary<string, long> Steps { get; init; }

    /// <summary>Requests with warnings of the guard.</summary>
    public required long WarnedCount { get; init; }

    /// <summary>Warnings of the guard.</summary>
    public required long WarningCount { get; init; }

    /// <summary>Values that the guard replaced.</summary>
    public required long MendedCount { get; init; }

    /// <summary>Requests that were not captured because memory was used up. Of the whole process, whichever endpoint they were for, told in the window in which it was noticed.</summary>
    public long DroppedCount { get; init; }

    /// <summary>From begin to answer, of all requests.</summary>
    public required LatencyCounts Total { get; init; }

    /// <summary>In the queue, of those that ran.</summary>
    public required LatencyCounts Queue { get; init; }

    /// <summary>In the model, of those that ran.</summary>
    public required LatencyCounts Compute { get; init; }

    /// <summary>Failed requests.</summary>
    public long ErrorCount => Errors.Values.Sum();

    /// <summary>Answers that another than the primary gave.</summary>
    public long FallbackCount => Steps.Where(step => step.Key != "primary").Sum(step => step.Value);

    /// <summary>The facts of both.</summary>
    public static WindowFacts operator +(WindowFacts left, WindowFacts right) => new()
    {
        RequestCount = left.RequestCount + right.RequestCount,
        RowCount = left.RowCount + right.RowCount,
        ProfiledRowCount = left.ProfiledRowCount + right.ProfiledRowCount,
        Errors = Sum(left.Errors, right.Errors),
        RefusedCount = left.RefusedCount + right.RefusedCount,
        CacheHitCount = left.CacheHitCount + right.CacheHitCount,
        Steps = Sum(left.Steps, right.Steps),
        WarnedCount = left.WarnedCount + right.WarnedCount,
        WarningCount = left.WarningCount + right.WarningCount,
        MendedCount = left.MendedCount + right.MendedCount,
        DroppedCount = left.DroppedCount + right.DroppedCount,
        Total = left.Total + right.Total,
        Queue = left.Queue + right.Queue,
        Compute = left.Compute + right.Compute,
    };

    private static SortedDictionary<string, long> Sum(IReadOnlyDictionary<string, long> left, IReadOnlyDictionary<string, long> right)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in left.Concat(right))
            sum[name] = sum.GetValueOrDefault(name) + count;
        return sum;
    }
}
