using Saker.Learning.Scores;
using Saker.Learning.Tuning;
using Saker.Platform.Studies;

namespace Saker.Platform.Pipelines;

/// <summary>Tells how a search goes on, after each trial. Thread-safe.</summary>
internal sealed class SearchWatch(RunRecorder recorder, string title, CandidateTuning tuning, Score score, IReadOnlyList<StoredTrial> known)
{
    private readonly Lock _lock = new();
    private readonly int _doneBefore = known.Count(trial => trial.Trial.IsFinished);
    private double _best = known.Where(trial => trial.Trial.State == TrialState.Complete).Aggregate(double.NaN, (best, trial) => score.IsBetter(trial.Trial.Value!.Value, best) ? trial.Trial.Value.Value : best);

    public int NewTrials { get; private set; }

    public void Note(TrialResult result)
    {
        lock (_lock)
        {
            NewTrials++;
            if (result.Value is { } value && score.IsBetter(value, _best))
                _best = value;
            recorder.Tell(new TrialScored(title, tuning.Position, _doneBefore + NewTrials, Math.Max(tuning.Limits.Trials, known.Count), double.IsNaN(_best) ? null : _best));
        }
    }
}
