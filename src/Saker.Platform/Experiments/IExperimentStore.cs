using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>
/// Remembers experiments and runs. Thread-safe, and safe between processes that share the store. A write is durable when
/// its task completes. What clients elsewhere do with their runs beyond this is in <see cref="IRunStore"/>.
/// </summary>
public interface IExperimentStore
{
    /// <summary>The experiment of that name, made when there is none.</summary>
    /// <exception cref="SakerException">It was deleted (conflict).</exception>
    Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes an experiment.</summary>
    /// <exception cref="SakerException">The name is taken, also by one that was deleted (already exists), or something of it is not possible (invalid input).</exception>
    Task<Experiment> CreateAsync(ExperimentCreation creation, CancellationToken cancellationToken);

    /// <summary>Also one that was deleted.</summary>
    Task<Experiment?> FindAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>Also one that was deleted.</summary>
    Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>The experiments that are not deleted, the newest first.</summary>
    Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The experiments, the newest first.</summary>
    /// <param name="lifecycle">Those in this state; null for all.</param>
    Task<IReadOnlyList<Experiment>> ListAsync(Lifecycle? lifecycle, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The experiment is unknown (not found) or deleted (conflict), or the name is taken (already exists).</exception>
    Task RenameAsync(ExperimentId experiment, string name, CancellationToken cancellationToken);

    /// <summary>Marks an experiment and its runs as deleted.</summary>
    /// <exception cref="SakerException">There is none that is not deleted (not found), or it is the default (conflict).</exception>
    Task DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <summary>Brings an experiment back, with the runs that its deletion took and no others.</summary>
    /// <exception cref="SakerException">There is none that is deleted (not found).</exception>
    Task RestoreAsync(ExperimentId experiment, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The experiment is unknown (not found) or deleted (conflict), or the tag is not possible (invalid input).</exception>
    Task SetTagAsync(ExperimentId experiment, string key, string value, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The experiment or the tag is unknown (not found), or the experiment is deleted (conflict).</exception>
    Task DeleteTagAsync(ExperimentId experiment, string key, CancellationToken cancellationToken);

    /// <summary>Starts a run that this process owns; if the process dies, <see cref="RecoverAsync"/> marks it killed.</summary>
    Task<Run> StartRunAsync(ExperimentId experiment, string name, RunId? parent, CancellationToken cancellationToken);

    /// <summary>Adds parameters, metrics and tags to a run.</summary>
    /// <exception cref="SakerException">The run is unknown (not found) or deleted (conflict), or a parameter is logged again with another value (conflict).</exception>
    Task LogAsync(RunId run, RunEntries entries, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    /// <exception cref="SakerException">The run is unknown.</exception>
    Task EndRunAsync(RunId run, RunStatus status, CancellationToken cancellationToken);

    /// <summary>Also one that was deleted.</summary>
    Task<Run?> FindRunAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>The run whose id this is or, when there is none, the only one whose id starts with it and that is not deleted; null when none does.</summary>
    /// <exception cref="SakerException">Several runs' ids start with it; the message lists them.</exception>
    Task<Run?> FindRunByPrefixAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>As the other, among the runs that are deleted.</summary>
    /// <exception cref="SakerException">Several runs' ids start with it; the message lists them.</exception>
    Task<Run?> FindDeletedRunByPrefixAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Runs of an experiment, or of all, that are not deleted, the newest first; at most <paramref name="maxCount"/>.</summary>
    Task<IReadOnlyList<Run>> ListRunsAsync(ExperimentId? experiment, int maxCount, CancellationToken cancellationToken);

    /// <summary>Every logged value of a metric, by step, then time, then value.</summary>
    Task<IReadOnlyList<Metric>> GetHistoryAsync(RunId run, string key, CancellationToken cancellationToken);

    /// <summary>Marks as killed every running run whose process is gone; gives their number.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
