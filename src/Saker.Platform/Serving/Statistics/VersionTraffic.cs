using System.Diagnostics;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Statistics;

/// <summary>
/// The requests that an endpoint's callers made and one version took, since this process started: from any thread, without a lock. They
/// outlive the version in memory, so that they only ever rise.
/// </summary>
internal sealed class VersionTraffic(string model, int? version)
{
    private readonly long[] _outcomes = new long[RequestOutcomes.Words.Count];
    private readonly long[] _steps = new long[AnswerSteps.Words.Count];
    private readonly LatencyHistogram _total = new();
    private readonly LatencyHistogram _queue = new();
    private readonly LatencyHistogram _input = new();
    private readonly LatencyHistogram _infer = new();
    private readonly LatencyHistogram _output = new();
    private readonly LatencyExemplar?[] _exemplars = new LatencyExemplar?[LatencyHistogram.Bounds.Count + 1];
    private long _rows;
    private long _cacheHits;
    private long _warned;
    private long _covered;

    public string Model => model;

    /// <summary>Null for those beyond the most that are told apart.</summary>
    public int? Version => version;

    /// <summary>A request has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="duration">From its begin.</param>
    /// <param name="at">Now.</param>
    /// <param name="requestId">Its id; empty for none.</param>
    /// <param name="trace">The span that it belongs to.</param>
    public void Record(RequestOutcome outcome, TimeSpan duration, DateTimeOffset at, string requestId, ActivityContext trace)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        var bucket = _total.Add(duration.Ticks * TimeSpan.NanosecondsPerTick);
        // One a second and bucket is as good as any, and costs the others nothing.
        if ((requestId.Length > 0 || trace.TraceId != default) && (Volatile.Read(ref _exemplars[bucket]) is not { } known || at - known.At >= TimeSpan.FromSeconds(1)))
            Volatile.Write(ref _exemplars[bucket], new LatencyExemplar(requestId.Length == 0 ? null : requestId, trace.TraceId == default ? null : trace.TraceId.ToHexString(), duration.TotalSeconds, at));
    }

    /// <summary>What an answered request had.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="isFromCache">Whether the answer was kept from an equal request.</param>
    /// <param name="isWarned">Whether the guard said something of it.</param>
    /// <param name="step">Who answered; null where nobody but the version could.</param>
    /// <param name="isCovered">Whether that was another than the version.</param>
    public void RecordAnswer(int rows, bool isFromCache, bool isWarned, string? step, bool isCovered = false)
    {
        if (isCovered)
            Interlocked.Increment(ref _covered);
        Interlocked.Add(ref _rows, rows);
        if (isFromCache)
            Interlocked.Increment(ref _cacheHits);
        if (isWarned)
            Interlocked.Increment(ref _warned);
        Interlocked.Increment(ref _steps[AnswerSteps.IndexOf(step)]);
    }

    /// <summary>A run of the version has answered a request.</summary>
    public void RecordRun(TimeSpan wait, RunTimings timings)
    {
        _queue.Add(wait.Ticks * TimeSpan.NanosecondsPerTick);
        _input.Add(timings.Input);
        _infer.Add(timings.Infer);
        _output.Add(timings.Output);
    }

    public VersionTrafficSnapshot ToSnapshot(string endpoint) => new()
    {
        Endpoint = endpoint,
        Model = model,
        Version = version,
        Outcomes = Read(_outcomes),
        Steps = Read(_steps),
        RowCount = Volatile.Read(ref _rows),
        CacheHitCount = Volatile.Read(ref _cacheHits),
        WarnedCount = Volatile.Read(ref _warned),
        CoveredCount = Volatile.Read(ref _covered),
        Total = _total.ToSnapshot([.. _exemplars]),
        Stages = [new("queue", _queue.ToSnapshot()), new("input", _input.ToSnapshot()), new("infer", _infer.ToSnapshot()), new("output", _output.ToSnapshot())],
    };

    private static long[] Read(long[] counts)
    {
        var read = new long[counts.Length];
        for (var i = 0; i < read.Length; i++)
            read[i] = Volatile.Read(ref counts[i]);
        return read;
    }
}
