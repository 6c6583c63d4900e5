using System.Threading.Channels;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Logs what trainers tell round by round while they fit, as histories of metrics: fits report on their own threads and wait for nothing, one reader logs what has come since it last did.
/// </summary>
internal sealed class RoundLog
{
    private readonly Channel<(Run Run, Metric Metric)> _metrics = Channel.CreateUnbounded<(Run, Metric)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IExperimentStore _experiments;
    private readonly TimeProvider _time;
    private readonly Task _writing;

    public RoundLog(IExperimentStore experiments, TimeProvider time, CancellationToken cancellationToken)
    {
        (_experiments, _time) = (experiments, time);
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

    /// <summary>Waits until all is logged.</summary>
    public async Task CompleteAsync()
    {
        _metrics.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (await _metrics.Reader.WaitToReadAsync(cancellationToken))
        {
            var come = new List<(Run Run, Metric Metric)>();
            while (_metrics.Reader.TryRead(out var next))
                come.Add(next);
            foreach (var group in come.GroupBy(one => one.Run.Id))
                await _experiments.LogAsync(group.Key, new RunEntries { Metrics = [.. group.Select(one => one.Metric)] }, cancellationToken);
        }
    }

    private sealed class Fit(RoundLog log, Run run, string prefix) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => log.Add(run, prefix, value);
    }
}
