using Saker.Dashboard.Experiments;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Platform.Experiments;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Studies;

/// <summary>What the page of a study shows.</summary>
public sealed record StudyView(StoredStudy Study, IReadOnlyList<StoredTrial> Trials, ImportanceReport Importance)
{
    /// <summary>How many trials the page lists, the newest; the rest is told by their number.</summary>
    public const int MaxTrials = 500;

    public StoredTrial? Best { get; } = StudyCatalogue.Best(Study, Trials);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<StoredTrial> Listed => [.. Trials.Reverse().Take(MaxTrials)];

    public int Count(TrialState state) => Trials.Count(trial => trial.Trial.State == state);

    /// <summary>The values by trial, and the best so far; none where no trial is complete.</summary>
    public IReadOnlyList<MetricCurve> Curves()
    {
        var complete = Trials.Where(trial => trial.Trial.Value is not null).ToList();
        if (complete.Count == 0)
            return [];
        var best = double.NaN;
        var isMaximum = Study.Settings.Direction == Direction.Maximize;
        var (values, bests) = (new List<Metric>(), new List<Metric>());
        foreach (var trial in complete)
        {
            var value = trial.Trial.Value!.Value;
            best = double.IsNaN(best) || (isMaximum ? value > best : value < best) ? value : best;
            values.Add(new Metric(StudyMetrics.Value, value, trial.Trial.Number, trial.StartedAt));
            bests.Add(new Metric(StudyMetrics.Best, best, trial.Trial.Number, trial.StartedAt));
        }
        return [new MetricCurve(StudyMetrics.Best, bests), new MetricCurve(StudyMetrics.Value, values)];
    }
}
