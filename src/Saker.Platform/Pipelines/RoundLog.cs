using System.Collections.Concurrent;
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

    private readonly Channel<(Run Run, Metric? Metric)> _metrics;
    private readonly ConcurrentDictionary<RunId, FitStanding> _standings = new();
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
        _metrics = Channel.CreateBounded<(Run Run, Metric? Metric)>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }, dropped => Interlocked.Add(ref _missing, dropped.Metric is null ? 0 : 1));
        _writing = Task.Run(() => WriteAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes what is told of a fit.</summary>
    /// <param name="run">Where it is logged.</param>
    /// <param name="prefix">What metrics' names begin with.</param>
    /// <param name="told">What is told.</param>
    /// <param name="standing">How far the run is, which it says of itself until all is over.</param>
    public void Add(Run run, string prefix, FitProgress told, FitStanding standing)
    {
        var part = told.Part == 0 ? "" : $"part_{told.Part}.";
        _standings[run.Id] = standing;
        // Steps of metrics count from 0, so that progress of runs can be told by them.
        foreach (var (name, value) in told.Metrics)
            _metrics.Writer.TryWrite((run, new Metric($"{prefix}{part}{name}", value, told.Round - 1, _time.GetUtcNow())));
        if (told.Metrics.Count == 0)
            _metrics.Writer.TryWrite((run, null));
    }

    /// <summary>Waits until all is logged that can be. It does not fail, so that it hides no failure of a fit.</summary>
    public async Task CompleteAsync()
    {
        _metrics.Writer.TryComplete();
        await _writing;
        foreach (var run in _standings.Keys)
            await LogAsync(run, [], new Dictionary<string, string> { [FitStanding.Tag] = "" }, CancellationToken.None);
        if (_missing > 0)
            _warn($"{_missing} values of learning curves are not in the run's metrics: {_reason}. The models are as they would be with them.");
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _metrics.Reader.WaitToReadAsync(cancellationToken))
            {
                var come = new List<(Run Run, Metric? Metric)>();
                while (come.Count < ChunkSize && _metrics.Reader.TryRead(out var next))
                    come.Add(next);
                foreach (var group in come.GroupBy(one => one.Run.Id))
                    await LogAsync(group.Key, [.. group.Select(one => one.Metric).OfType<Metric>()], Standing(group.Key), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The fits are told of it as well and end the pipeline.
        }
    }

    private Dictionary<string, string> Standing(RunId run) => _standings.TryGetValue(run, out var standing) ? new Dictionary<string, string> { [FitStanding.Tag] = standing.ToTag() } : [];

    private async Task LogAsync(RunId run, IReadOnlyList<Metric> metrics, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        try
        {
            await _experiments.LogAsync(run, new RunEntries { Metrics = metrics, Tags = tags }, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.Add(ref _missing, metrics.Count);
            _reason = exception.Message.TrimEnd('.');
        }
    }
}
