using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>
/// Remembers studies and their trials, each trial with a run below the study's: its parameters, what it reported as the metric
/// <see cref="StudyMetrics.Report"/>, its value as <see cref="StudyMetrics.Value"/>. Thread-safe, and safe between processes that
/// share the store. A write is durable when its task completes. Unknown studies and trials are not found; what a trial's state does
/// not allow is a conflict.
/// </summary>
public interface IStudyStore
{
    /// <exception cref="SakerException">There is a study of that name (already exists), its name is not possible (invalid input), or its experiment was deleted (conflict).</exception>
    Task<StoredStudy> CreateAsync(NewStudy study, CancellationToken cancellationToken);

    Task<StoredStudy?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="skip">How many of the newest are left out, 0 or more.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<StudySummary>> ListAsync(int skip, int maxCount, CancellationToken cancellationToken);

    /// <summary>What tells whether one of these studies or its trials changed: as long as it is the same, <see cref="ListAsync"/> gives the same. Cheap enough to be asked every second.</summary>
    /// <param name="skip">How many of the newest are left out, 0 or more.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<string> GetStampAsync(int skip, int maxCount, CancellationToken cancellationToken);

    /// <summary>The trials that changed after a change, by number; 0 gives all.</summary>
    Task<IReadOnlyList<StoredTrial>> ListTrialsAsync(string study, long after, CancellationToken cancellationToken);

    /// <summary>The latest change of a study's trials; 0 where there is none.</summary>
    Task<long> GetChangeAsync(string study, CancellationToken cancellationToken);

    /// <summary>Begins a trial: the next number, or one that waits, with its next attempt.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="trial">As it is to be.</param>
    /// <param name="isOwned">Whether this process executes it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when somebody else was faster.</returns>
    Task<StoredTrial?> BeginAsync(string study, Trial trial, bool isOwned, CancellationToken cancellationToken);

    /// <summary>Notes how a running trial does; a step that was reported before keeps its first value.</summary>
    Task ReportAsync(string study, int number, TrialReport report, CancellationToken cancellationToken);

    /// <summary>Ends a running trial, or sets it aside.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="trial">As it is now: any state but running.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task EndAsync(string study, Trial trial, CancellationToken cancellationToken);

    /// <summary>Sets aside the running trials of processes that are gone, and those of clients that were silent for too long; gives their number.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Has the study's run running again, executed by this process.</summary>
    Task ReopenAsync(string study, CancellationToken cancellationToken);

    /// <summary>Removes a study with its trials and frees its name. Its run and theirs are deleted as other runs are: they can be brought back until they are collected.</summary>
    /// <exception cref="SakerException">A trial of it runs (conflict).</exception>
    Task DeleteAsync(string study, CancellationToken cancellationToken);

    /// <summary>Ends the study's run.</summary>
    Task CloseAsync(string study, RunStatus status, CancellationToken cancellationToken);
}
