namespace Saker.Learning.Tuning.Pruners;

/// <summary>Which trials are ended early, with its settings. It looks at what trials report on the way. Immutable.</summary>
public abstract record Pruner
{
    /// <summary>The public name: <c>median</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its settings beside the name, as plain values.</summary>
    private protected virtual Dictionary<string, object?> Options => [];

    /// <param name="history">All trials of the study, also those that run.</param>
    /// <param name="trial">A running one of them.</param>
    internal bool ShouldPrune(StudyHistory history, TrialEntry trial) => trial.Reports.Count > 0 && IsHopeless(history, trial, trial.Reports[^1]);

    internal IReadOnlyDictionary<string, object?> Describe() => new Dictionary<string, object?>(Options) { ["name"] = Name };

    private protected abstract bool IsHopeless(StudyHistory history, TrialEntry trial, TrialReport last);
}
