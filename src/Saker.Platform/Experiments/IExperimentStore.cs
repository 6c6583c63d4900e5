using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>
/// Remembers experiments and runs. Thread-safe, and safe between processes that share the store. A write is durable when
/// its task completes.
/// </summary>
public interface IExperimentStore
{
    /// <summary>The experiment of that name, made when there is none.</summary>
    Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken);

    /// <summary>All experiments, the newest first.</summary>
    Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Starts a run that this process owns; if the process dies, <see cref="RecoverAsync"/> marks it killed.</summary>
    Task<Run> StartRunAsync(ExperimentId experiment, string name, RunId? parent, CancellationToken cancellationToken);

    /// <summary>Adds parameters, metrics and tags to a run.</summary>
    /// <exception cref="SakerException">The run is unknown (not found), or a parameter is logged again with another value (conflict).</exception>
    Task LogAsync(RunId run, RunEntries entries, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    /// <exception cref="SakerException">The run is unknown.</exception>
    Task EndRunAsync(RunId run, RunStatus status, CancellationToken cancellationToken);

    Task<Run?> FindRunAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>The run whose id this is or, when there is none, the only one whose id starts with it; null when none does.</summary>
    /// <exception cref="SakerException">Several runs' ids start with it; the message lists them.</exception>
    Task<Run?> FindRunByPrefixAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Runs of an experiment, or of all, the newest first; at most <paramref name="maxCount"/>.</summary>
    Task<IReadOnlyList<Run>> ListRunsAsync(ExperimentId? experiment, int maxCount, CancellationToken cancellationToken);

    /// <summary>Every logged value of a metric, by step, then time.</summary>
    Task<IReadOnlyList<Metric>> GetHistoryAsync(RunId run, string key, CancellationToken cancellationToken);

    /// <summary>Marks as killed every running run whose process is gone; gives their number.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
