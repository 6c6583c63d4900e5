using System.Collections.Concurrent;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Statistics;

/// <summary>Counts what a version does, from any thread, without a lock and without allocating.</summary>
public sealed class VersionStatistics
{
    // Runs of this many different sizes are told apart; beyond, they count in the totals only.
    private const int MaxBatchSizes = 512;

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, BatchCounter> _batches = new();
    private readonly StageLatencies _queueLatencies = new();
    private readonly StageLatencies _inputLatencies = new();
    private readonly StageLatencies _inferLatencies = new();
    private readonly StageLatencies _outputLatencies = new();
    private DurationCounter _success;
    private DurationCounter _fail;
    private DurationCounter _queue;
    private DurationCounter _input;
    private DurationCounter _infer;
    private DurationCounter _output;
    private DurationCounter _cacheHit;
    private DurationCounter _cacheMiss;
    private long _inferences;
    private long _executions;
    private long _lastInference;
    private int _batchSizes;

    internal VersionStatistics(TimeProvider time) => _time = time;

    public StatisticsSnapshot ToSnapshot()
    {
        var last = Volatile.Read(ref _lastInference);
        return new StatisticsSnapshot
        {
            Success = _success.ToTotal(),
            Fail = _fail.ToTotal(),
            Queue = _queue.ToTotal(),
            ComputeInput = _input.ToTotal(),
            ComputeInfer = _infer.ToTotal(),
            ComputeOutput = _output.ToTotal(),
            CacheHit = _cacheHit.ToTotal(),
            CacheMiss = _cacheMiss.ToTotal(),
            InferenceCount = Volatile.Read(ref _inferences),
            ExecutionCount = Volatile.Read(ref _executions),
            LastInferenceAt = last == 0 ? null : new DateTimeOffset(last, TimeSpan.Zero),
            Batches = [.. _batches.OrderBy(batch => batch.Key).Select(batch => batch.Value.ToTotals(batch.Key))],
            QueueMilliseconds = _queueLatencies.ToPercentiles(),
            InputMilliseconds = _inputLatencies.ToPercentiles(),
            InferMilliseconds = _inferLatencies.ToPercentiles(),
            OutputMilliseconds = _outputLatencies.ToPercentiles(),
        };
    }

    /// <summary>Begins anew, as after the warm-up. While nothing is recorded.</summary>
    internal void Clear()
    {
        foreach (var latencies in (ReadOnlySpan<StageLatencies>)[_queueLatencies, _inputLatencies, _inferLatencies, _outputLatencies])
            latencies.Clear();
        (_success, _fail, _queue, _input) = (default, default, default, default);
        (_infer, _output, _cacheHit, _cacheMiss) = (default, default, default, default);
        (_inferences, _executions, _lastInference, _batchSizes) = (0, 0, 0, 0);
        _batches.Clear();
    }

    /// <summary>A request was answered, from a run or the cache.</summary>
    internal void RecordSuccess(TimeSpan duration)
    {
        _success.Add(Nanoseconds(duration));
        Volatile.Write(ref _lastInference, _time.GetUtcNow().Ticks);
    }

    internal void RecordFailure(TimeSpan duration) => _fail.Add(Nanoseconds(duration));

    /// <summary>A request was answered from the cache.</summary>
    /// <param name="duration">What it took to look up.</param>
    internal void RecordCacheHit(TimeSpan duration) => _cacheHit.Add(Nanoseconds(duration));

    /// <summary>A request was not in the cache.</summary>
    /// <param name="duration">What it took to look up and to store the answer.</param>
    internal void RecordCacheMiss(TimeSpan duration) => _cacheMiss.Add(Nanoseconds(duration));

    /// <summary>A request that waited is about to be answered.</summary>
    internal void RecordWait(TimeSpan wait)
    {
        _queue.Add(Nanoseconds(wait));
        _queueLatencies.Add(Nanoseconds(wait));
    }

    /// <summary>A run succeeded.</summary>
    internal void RecordRun(int calls, int rows, RunTimings timings)
    {
        Interlocked.Increment(ref _executions);
        Interlocked.Add(ref _inferences, rows);
        // Each request is told the time of the whole run that it was in.
        _input.Add(timings.Input * calls, calls);
        _infer.Add(timings.Infer * calls, calls);
        _output.Add(timings.Output * calls, calls);
        _inputLatencies.Add(timings.Input);
        _inferLatencies.Add(timings.Infer);
        _outputLatencies.Add(timings.Output);
        FindBatch(rows)?.Add(timings);
    }

    private BatchCounter? FindBatch(int rows)
    {
        if (_batches.TryGetValue(rows, out var batch))
            return batch;
        if (Volatile.Read(ref _batchSizes) >= MaxBatchSizes)
            return null;
        Interlocked.Increment(ref _batchSizes);
        return _batches.GetOrAdd(rows, static _ => new BatchCounter());
    }

    private static long Nanoseconds(TimeSpan duration) => duration.Ticks * TimeSpan.NanosecondsPerTick;
}
