using System.Threading.Channels;

namespace Saker.Platform.Experiments;

/// <summary>
/// Logs what is told while models are made, as histories of metrics: who tells waits for nothing, one reader logs what has come since it last did.
/// A curve is never worth a model: what cannot be logged is counted, and told when all is over.
/// </summary>
internal class CurveLog
{
    // Values that wait for the reader; beyond it the oldest go.
    private const int Capacity = 100_000;

    private const int ChunkSize = 10_000;

    private readonly Channel<(RunId Run, Metric? Metric)> _metrics;
    private readonly IExperimentStore _experiments;
    private readonly Action<string> _warn;
    private readonly Task _writing;
    private long _missing;
    private string _reason = "they came faster than they could be logged";

    /// <param name="experiments">Where it is logged.</param>
    /// <param name="warn">Told at the end, once, where values are missing.</param>
    /// <param name="cancellationToken">Logs no further; what is being made ends by itself.</param>
    /// <param name="capacity">The most values that wait.</param>
    public CurveLog(IExperimentStore experiments, Action<string> warn, CancellationToken cancellationToken, int capacity = Capacity)
    {
        (_experiments, _warn) = (experiments, warn);
        _metrics = Channel.CreateBounded<(RunId Run, Metric? Metric)>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }, dropped => Interlocked.Add(ref _missing, dropped.Metric is null ? 0 : 1));
        _writing = Task.Run(() => WriteAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes a value; null where only the tags of the run are to be written.</summary>
    public void Add(RunId run, Metric? metric) => _metrics.Writer.TryWrite((run, metric));

    /// <summary>Waits until all is logged that can be. It does not fail, so that it hides no failure of what was made.</summary>
    public async Task CompleteAsync()
    {
        _metrics.Writer.TryComplete();
        await _writing;
        await EndAsync();
        if (_missing > 0)
            _warn($"{_missing} values of learning curves are not in the run's metrics: {_reason}. The models are as they would be with them.");
    }

    /// <summary>Tags that are written with the values of a run.</summary>
    protected virtual IReadOnlyDictionary<string, string> TagsOf(RunId run) => new Dictionary<string, string>();

    /// <summary>Logs what is left to say when all values are.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Logs where that can be, and counts values where not.</summary>
    protected async Task LogAsync(RunId run, IReadOnlyList<Metric> metrics, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
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

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _metrics.Reader.WaitToReadAsync(cancellationToken))
            {
                var come = new List<(RunId Run, Metric? Metric)>();
                while (come.Count < ChunkSize && _metrics.Reader.TryRead(out var next))
                    come.Add(next);
                foreach (var group in come.GroupBy(one => one.Run))
                    await LogAsync(group.Key, [.. group.Select(one => one.Metric).OfType<Metric>()], TagsOf(group.Key), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Who makes the model is told of it as well and ends.
        }
    }
}
