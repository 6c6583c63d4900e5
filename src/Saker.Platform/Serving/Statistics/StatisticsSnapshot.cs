namespace Saker.Platform.Serving.Statistics;

/// <summary>What a version did since it was loaded, in Open Inference's terms.</summary>
public sealed record StatisticsSnapshot
{
    /// <summary>Requests answered, from the beginning of the call to its outputs.</summary>
    public required DurationTotal Success { get; init; }

    /// <summary>Requests that were refused, failed, ran out of time or were given up.</summary>
    public required DurationTotal Fail { get; init; }

    /// <summary>Time that answered requests waited for a runner.</summary>
    public required DurationTotal Queue { get; init; }

    /// <summary>Time that runs took to lay out inputs, counted for every request in a run.</summary>
    public required DurationTotal ComputeInput { get; init; }

    public required DurationTotal ComputeInfer { get; init; }

    public required DurationTotal ComputeOutput { get; init; }

    public required DurationTotal CacheHit { get; init; }

    public required DurationTotal CacheMiss { get; init; }

    /// <summary>Rows answered by runs; those from the cache are not among them.</summary>
    public required long InferenceCount { get; init; }

    /// <summary>Runs that succeeded.</summary>
    public required long ExecutionCount { get; init; }

    /// <summary>When a request was last answered; null while none was.</summary>
    public required DateTimeOffset? LastInferenceAt { get; init; }

    /// <summary>By number of rows, smallest first.</summary>
    public required IReadOnlyList<BatchTotals> Batches { get; init; }

    public required StagePercentiles QueueMilliseconds { get; init; }

    public required StagePercentiles InputMilliseconds { get; init; }

    public required StagePercentiles InferMilliseconds { get; init; }

    public required StagePercentiles OutputMilliseconds { get; init; }
}
