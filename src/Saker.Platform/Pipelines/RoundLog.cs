using System.Collections.Concurrent;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>Logs what trainers tell round by round while they fit, as histories of metrics, and how far each run is.</summary>
/// <param name="experiments">Where it is logged.</param>
/// <param name="time">When a value was told.</param>
/// <param name="warn">Told at the end, once, where values are missing.</param>
/// <param name="cancellationToken">Logs no further; fits end by themselves.</param>
internal sealed class RoundLog(IExperimentStore experiments, TimeProvider time, Action<string> warn, CancellationToken cancellationToken) : CurveLog(experiments, warn, cancellationToken)
{
    private readonly ConcurrentDictionary<RunId, FitStanding> _standings = new();

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
            Add(run.Id, new Metric($"{prefix}{part}{name}", value, told.Round - 1, time.GetUtcNow()));
        if (told.Metrics.Count == 0)
            Add(run.Id, null);
    }

    protected override IReadOnlyDictionary<string, string> TagsOf(RunId run) =>
        _standings.TryGetValue(run, out var standing) ? new Dictionary<string, string> { [FitStanding.Tag] = standing.ToTag() } : [];

    protected override async Task EndAsync()
    {
        foreach (var run in _standings.Keys)
            await LogAsync(run, [], new Dictionary<string, string> { [FitStanding.Tag] = "" }, CancellationToken.None);
    }
}
