using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>The studies of a home: made, found, opened, explained. Thread-safe.</summary>
public sealed class StudyCatalogue(IStudyStore store, StudyOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_recoverEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<OpenStudy> _open = [];
    private long? _recoveredAt;

    /// <inheritdoc cref="IStudyStore.CreateAsync"/>
    public Task<StoredStudy> CreateAsync(NewStudy study, CancellationToken cancellationToken) => store.CreateAsync(study, cancellationToken);

    public Task<StoredStudy?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    /// <exception cref="SakerException">There is no such study.</exception>
    public async Task<StoredStudy> GetAsync(string name, CancellationToken cancellationToken) => await store.FindAsync(name, cancellationToken) ?? throw TrialWriter.NoStudy(name);

    /// <summary>The newest studies, the newest first.</summary>
    public Task<IReadOnlyList<StudySummary>> ListAsync(int maxCount, CancellationToken cancellationToken) => store.ListAsync(skip: 0, maxCount, cancellationToken);

    /// <inheritdoc cref="IStudyStore.ListAsync"/>
    public Task<IReadOnlyList<StudySummary>> ListAsync(int skip, int maxCount, CancellationToken cancellationToken) => store.ListAsync(skip, maxCount, cancellationToken);

    /// <inheritdoc cref="IStudyStore.GetStampAsync"/>
    public Task<string> GetStampAsync(int skip, int maxCount, CancellationToken cancellationToken) => store.GetStampAsync(skip, maxCount, cancellationToken);

    /// <summary>Every trial of a study, by number.</summary>
    public Task<IReadOnlyList<StoredTrial>> ListTrialsAsync(string name, CancellationToken cancellationToken) => store.ListTrialsAsync(name, after: 0, cancellationToken);

    /// <inheritdoc cref="IStudyStore.ListTrialsAsync"/>
    public Task<IReadOnlyList<StoredTrial>> ListTrialsAsync(string name, long after, CancellationToken cancellationToken) => store.ListTrialsAsync(name, after, cancellationToken);

    /// <inheritdoc cref="IStudyStore.GetChangeAsync"/>
    public Task<long> GetChangeAsync(string name, CancellationToken cancellationToken) => store.GetChangeAsync(name, cancellationToken);

    /// <summary>The complete trial with the best value, of equal ones the earliest; null when none is complete.</summary>
    public async Task<StoredTrial?> FindBestAsync(StoredStudy study, CancellationToken cancellationToken) => Best(study, await ListTrialsAsync(study.Name, cancellationToken));

    /// <inheritdoc cref="FindBestAsync"/>
    public static StoredTrial? Best(StoredStudy study, IReadOnlyList<StoredTrial> trials)
    {
        var complete = trials.Where(trial => trial.Trial is { State: TrialState.Complete, Value: not null });
        return study.Settings.Direction == Direction.Maximize ? complete.MaxBy(trial => trial.Trial.Value) : complete.MinBy(trial => trial.Trial.Value);
    }

    /// <summary>How much each parameter matters.</summary>
    public async Task<ImportanceReport> GetImportanceAsync(StoredStudy study, CancellationToken cancellationToken) =>
        await GetImportanceAsync(study, await ListTrialsAsync(study.Name, cancellationToken), cancellationToken);

    /// <summary>How much each parameter matters, by trials that were read already.</summary>
    public static Task<ImportanceReport> GetImportanceAsync(StoredStudy study, IReadOnlyList<StoredTrial> trials, CancellationToken cancellationToken) =>
        Task.Run(() => StudyImportance.Of(study.Settings, [.. trials.Select(trial => trial.Trial)], cancellationToken), cancellationToken);

    /// <summary>A study whose trials this process evaluates. What a process that is gone left running is begun again.</summary>
    /// <exception cref="SakerException">There is no such study.</exception>
    public async Task<OpenStudy> ResumeAsync(string name, CancellationToken cancellationToken)
    {
        var study = await GetAsync(name, cancellationToken);
        await store.RecoverAsync(cancellationToken);
        await store.ReopenAsync(name, cancellationToken);
        return new OpenStudy(study, store, isOwned: true);
    }

    /// <summary>A study whose trials clients elsewhere evaluate; kept in memory for their next call.</summary>
    /// <exception cref="SakerException">There is no such study.</exception>
    public async Task<OpenStudy> OpenAsync(string name, CancellationToken cancellationToken)
    {
        // A study may have been deleted, by another process too, and its name given to another.
        var study = await GetAsync(name, cancellationToken);
        lock (_lock)
        {
            for (var node = _open.First; node is not null; node = node.Next)
            {
                if (node.Value.Study.Run != study.Run)
                    continue;
                _open.Remove(node);
                _open.AddFirst(node);
                return node.Value;
            }
            var opened = new OpenStudy(study, store, isOwned: false);
            _open.AddFirst(opened);
            if (_open.Count > options.MaxOpen)
                _open.RemoveLast();
            return opened;
        }
    }

    /// <inheritdoc cref="IStudyStore.DeleteAsync"/>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await store.RecoverAsync(cancellationToken);
        await store.DeleteAsync(name, cancellationToken);
    }

    /// <summary>As <see cref="RecoverAsync"/>, but at most once a minute: for those who ask for trials by the hundreds.</summary>
    public async Task RecoverAtTimesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_recoveredAt is { } before && time.GetElapsedTime(before, now) < s_recoverEvery)
                return;
            _recoveredAt = now;
        }
        await store.RecoverAsync(cancellationToken);
    }

    /// <summary>Sets aside running trials whose process is gone or whose client was silent for too long; gives their number.</summary>
    public Task<int> RecoverAsync(CancellationToken cancellationToken) => store.RecoverAsync(cancellationToken);

    /// <inheritdoc cref="IStudyStore.CloseAsync"/>
    public Task CloseAsync(string name, RunStatus status, CancellationToken cancellationToken) => store.CloseAsync(name, status, cancellationToken);
}
