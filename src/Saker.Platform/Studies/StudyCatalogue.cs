using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>The studies of a home: made, found, opened, explained. Thread-safe.</summary>
public sealed class StudyCatalogue(IStudyStore store, StudyOptions options)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<OpenStudy> _open = [];

    /// <inheritdoc cref="IStudyStore.CreateAsync"/>
    public Task<StoredStudy> CreateAsync(NewStudy study, CancellationToken cancellationToken) => store.CreateAsync(study, cancellationToken);

    public Task<StoredStudy?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    /// <exception cref="SakerException">There is no such study.</exception>
    public async Task<StoredStudy> GetAsync(string name, CancellationToken cancellationToken) => await store.FindAsync(name, cancellationToken) ?? throw TrialWriter.NoStudy(name);

    /// <inheritdoc cref="IStudyStore.ListAsync"/>
    public Task<IReadOnlyList<StudySummary>> ListAsync(int maxCount, CancellationToken cancellationToken) => store.ListAsync(maxCount, cancellationToken);

    /// <summary>Every trial of a study, by number.</summary>
    public Task<IReadOnlyList<StoredTrial>> ListTrialsAsync(string name, CancellationToken cancellationToken) => store.ListTrialsAsync(name, after: 0, cancellationToken);

    /// <summary>The complete trial with the best value, of equal ones the earliest; null when none is complete.</summary>
    public async Task<StoredTrial?> FindBestAsync(StoredStudy study, CancellationToken cancellationToken) => Best(study, await ListTrialsAsync(study.Name, cancellationToken));

    /// <inheritdoc cref="FindBestAsync"/>
    public static StoredTrial? Best(StoredStudy study, IReadOnlyList<StoredTrial> trials)
    {
        var complete = trials.Where(trial => trial.Trial is { State: TrialState.Complete, Value: not null });
        return study.Settings.Direction == Direction.Maximize ? complete.MaxBy(trial => trial.Trial.Value) : complete.MinBy(trial => trial.Trial.Value);
    }

    /// <summary>How much each parameter matters.</summary>
    public async Task<ImportanceReport> GetImportanceAsync(StoredStudy study, CancellationToken cancellationToken)
    {
        var trials = await ListTrialsAsync(study.Name, cancellationToken);
        return await Task.Run(() => StudyImportance.Of(study.Settings, [.. trials.Select(trial => trial.Trial)], cancellationToken), cancellationToken);
    }

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
        lock (_lock)
        {
            for (var node = _open.First; node is not null; node = node.Next)
            {
                if (node.Value.Study.Name != name)
                    continue;
                _open.Remove(node);
                _open.AddFirst(node);
                return node.Value;
            }
        }
        var opened = new OpenStudy(await GetAsync(name, cancellationToken), store, isOwned: false);
        lock (_lock)
        {
            _open.AddFirst(opened);
            if (_open.Count > options.MaxOpen)
                _open.RemoveLast();
        }
        return opened;
    }

    /// <summary>Sets aside running trials whose process is gone or whose client was silent for too long; gives their number.</summary>
    public Task<int> RecoverAsync(CancellationToken cancellationToken) => store.RecoverAsync(cancellationToken);

    /// <inheritdoc cref="IStudyStore.CloseAsync"/>
    public Task CloseAsync(string name, RunStatus status, CancellationToken cancellationToken) => store.CloseAsync(name, status, cancellationToken);
}
