using Saker.Platform.Studies;

namespace Saker.Dashboard.Studies;

/// <summary>
/// Looks at studies again and again at the cost of what changed: the studies that were looked at last are kept with their trials, and
/// what matters in a large one is computed anew only now and then. Thread-safe.
/// </summary>
internal sealed class StudyLooks(StudyCatalogue studies, TimeProvider time)
{
    /// <summary>Studies that are kept.</summary>
    public const int MaxKept = 8;

    /// <summary>What matters in a study of so many trials is computed in no time.</summary>
    public const int FewTrials = 200;

    private static readonly TimeSpan s_explainEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly LinkedList<StudyLook> _kept = [];

    /// <summary>What there is to see of a study now.</summary>
    public async Task<StudyView> LookAsync(StoredStudy study, CancellationToken cancellationToken)
    {
        var latest = await studies.GetChangeAsync(study.Name, cancellationToken);
        var seen = Find(study);
        if (seen is not null && latest == seen.View.Change && !IsDue(seen, latest))
            return seen.View;
        var trials = seen is not null && latest == seen.View.Change ? seen.View.Trials : await ReadAsync(study, seen?.View, latest, cancellationToken);
        var isExplained = seen is null || trials.Count <= FewTrials || IsDue(seen, latest);
        var view = new StudyView(study, trials, isExplained ? await StudyCatalogue.GetImportanceAsync(study, trials, cancellationToken) : seen!.View.Importance)
        {
            Change = latest,
            Explained = isExplained ? latest : seen!.View.Explained,
        };
        Keep(new StudyLook(view, isExplained ? time.GetTimestamp() : seen!.ExplainedAt));
        return view;
    }

    private bool IsDue(StudyLook seen, long latest) => seen.View.Explained != latest && time.GetElapsedTime(seen.ExplainedAt) >= s_explainEvery;

    private async Task<IReadOnlyList<StoredTrial>> ReadAsync(StoredStudy study, StudyView? seen, long latest, CancellationToken cancellationToken)
    {
        // A study that was restored from a copy begins before what was seen.
        if (seen is null || latest < seen.Change)
            return await studies.ListTrialsAsync(study.Name, cancellationToken);
        var changed = (await studies.ListTrialsAsync(study.Name, seen.Change, cancellationToken)).ToDictionary(trial => trial.Trial.Number);
        return [.. seen.Trials.Where(trial => !changed.ContainsKey(trial.Trial.Number)).Concat(changed.Values).OrderBy(trial => trial.Trial.Number)];
    }

    private StudyLook? Find(StoredStudy study)
    {
        lock (_lock)
            return _kept.FirstOrDefault(look => look.View.Study.Run == study.Run);
    }

    private void Keep(StudyLook look)
    {
        lock (_lock)
        {
            if (_kept.FirstOrDefault(kept => kept.View.Study.Run == look.View.Study.Run) is { } before)
                _kept.Remove(before);
            _kept.AddFirst(look);
            if (_kept.Count > MaxKept)
                _kept.RemoveLast();
        }
    }
}
