using Saker.Client;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Platform.Studies;

namespace Saker.Server.Http;

/// <summary>Studies as wire records.</summary>
internal static class StudyWire
{
    public static StudyInfo ToInfo(StudySummary summary) => new()
    {
        Name = summary.Study.Name,
        Run = summary.Study.Run.Value,
        Settings = StudyJson.Write(summary.Study.Settings),
        CreatedAt = summary.Study.CreatedAt,
        TrialCount = summary.TrialCount,
        CompleteCount = summary.CompleteCount,
        PrunedCount = summary.PrunedCount,
        FailedCount = summary.FailedCount,
        BestValue = summary.Best,
    };

    public static StudyInfo ToInfo(StoredStudy study, IReadOnlyList<StoredTrial> trials)
    {
        int Count(TrialState state) => trials.Count(trial => trial.Trial.State == state);
        var summary = new StudySummary(study, trials.Count, Count(TrialState.Complete), Count(TrialState.Pruned), Count(TrialState.Failed), StudyCatalogue.Best(study, trials)?.Trial.Value);
        return ToInfo(summary) with { Trials = [.. trials.Select(trial => ToInfo(trial.Trial, trial.Run.Value))] };
    }

    public static TrialInfo ToInfo(Trial trial, string? run) => new()
    {
        Number = trial.Number,
        State = trial.State.ToString().ToLowerInvariant(),
        Parameters = StudyJson.WriteParameters(trial.Parameters),
        Value = trial.Value,
        Reports = trial.Reports.Count == 0 ? null : [.. trial.Reports.Select(report => new TrialReportInfo(report.Step, report.Value))],
        Reason = trial.Reason,
        Attempt = trial.Attempt,
        Run = run,
    };

    public static ImportanceInfo ToInfo(ImportanceReport report) => new()
    {
        Parameters = [.. report.Parameters.Select(item => new ParameterImportanceInfo(item.Parameter, item.Share, item.Spread, item.TrialCount))],
        Together = report.Together,
        Fit = report.Fit,
        TrialCount = report.TrialCount,
        IsReliable = report.IsReliable,
        Statement = report.Statement,
    };
}
