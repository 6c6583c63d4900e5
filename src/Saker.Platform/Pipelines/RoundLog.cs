using System.Threading.Channels;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Logs what trainers tell round by round while they fit, as histories of metrics: fits report on their own threads and wait for nothing, one reader logs what has come since it last did.
/// A curve is never worth a fit: what cannot be logged is counted, and told when all is over.
/// </summary>
internal sealed class RoundLog
{
    // Values that wait for the reader; beyond it the oldest go.
    private const int Capacity = 100_000;

    private const int ChunkSize = 10_000;

    private readonly Channel<(Run Run, Metric Metric)> _metrics;
    private readonly IExperimentStore _experiments;
    private readonly TimeProvider _time;
    private readonly Action<string> _warn;
    private readonly Task _writing;
    private long _missing;
    private string _reason = "they came faster than they could be logged";

    /// <param name="experiments">Where it is logged.</param>
    /// <param name="time">When a value was told.</param>
    /// <param name="warn">Told at the end, once, where values are missing.</param>
    /// <param name="cancellationToken">Logs no further; fits end by themselves.</param>
    /// <param name="capacity">The most values that wait.</param>
    public RoundLog(IExperimentStore experiments, TimeProvider time, Action<string> warn, CancellationToken cancellationToken, int capacity = Capacity)
    {
        (_experiments, _time, _warn) = (experiments, time, warn);
        _metrics = Channel.CreateBounded<(Run, Metric)>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }, _ => Interlocked.Increment(ref _missing));
        _writing = Task.Run(() => WriteAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes what is told of one fit.</summary>
    /// <param name="run">Where it is logged.</param>
    /// <param name="prefix">What metrics' names begin with.</param>
    public IProgress<FitProgress> Of(Run run, string prefix = "") => new Fit(this, run, prefix);

    public void Add(Run run, string prefix, FitProgress told)
    {
        var part = told.Part == 0 ? "" : $"part_{told.Part}.";
        // Steps of metrics count from 0, so that progress of runs can be told by them.
        foreach (var (name, value) in told.Metrics)
            _metrics.Writer.TryWrite((run, new Metric($"{prefix}{part}{name}", value, told.Round - 1, _time.GetUtcNow())));
    }

    /// <summary>Waits until all is logged that can be. It does not fail, so that it hides no failure of a fit.</summary>
    public async Task CompleteAsync()
    {
        _metrics.Writer.TryComplete();
        await _writing;
        if (_missing > 0)
            _warn($"{_missing} values of learning curves are not in the run's metrics: {_reason}. The models are as they would be with them.");
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _metrics.Reader.WaitToReadAsync(cancellationToken))
            {
                var come = new List<(Run Run, Metric Metric)>();
                while (come.Count < ChunkSize && _metrics.Reader.TryRead(out var next))
                    come.Add(next);
                foreach (var group in come.GroupBy(one => one.Run.Id))
                    await LogAsync(group.Key, [.. group.Select(one => one.Metric)], cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The fits are told of it as well and end the pipeline.
        }
    }

    private async Task LogAsync(RunId run, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        try
        {
            await _experiments.LogAsync(run, new RunEntries { Metrics = metrics }, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.Add(ref _missing, metrics.Count);
            _reason = exception.Message.TrimEnd('.');
        }
    }

    private sealed class Fit(RoundLog log, Run run, string prefix) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => log.Add(run, prefix, value);
    }
}
