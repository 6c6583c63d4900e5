using System.Globalization;
using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;

namespace Saker.Dashboard.Experiments;

/// <summary>How far a run is that is under way, by what it says of itself.</summary>
/// <param name="Share">0 to 1; null where nobody knows.</param>
/// <param name="Text">The same in words, with the time left where that can be told.</param>
public sealed record RunProgress(double? Share, string Text)
{
    // Before this the time left would be a guess.
    private const double LeastShare = 0.02;

    // Under which parameters trainers and people say how many steps there will be.
    private static readonly string[] s_totals =
        ["max_steps", "total_steps", "num_steps", "epochs", "max_epochs", "num_epochs", "n_epochs", "num_train_epochs", "num_boost_round", "n_estimators", "iterations", "num_iterations", "max_iter"];

    /// <summary>Null for a run that is over.</summary>
    public static RunProgress? Of(PipelineRun pipeline, DateTimeOffset now)
    {
        var run = pipeline.Run;
        if (run.Status is not (RunStatus.Running or RunStatus.Scheduled) || run.Lifecycle == Lifecycle.Deleted)
            return null;
        var elapsed = now > run.StartedAt ? now - run.StartedAt : TimeSpan.Zero;
        if (Candidates(pipeline) is null && FitStanding.Parse(run.Tags.GetValueOrDefault(FitStanding.Tag)) is { Remaining: { } remaining } fit)
            return new RunProgress(fit.Share, $"{fit.Text}{(remaining > TimeSpan.Zero ? $", about {Format.Duration(remaining)} left" : "")}");
        var (share, what) = Candidates(pipeline) ?? Standing(run) ?? Steps(run) ?? (double.NaN, "");
        if (double.IsNaN(share))
            return new RunProgress(null, $"for {Format.Duration(elapsed)}");
        var left = share is >= LeastShare and < 1 ? $", about {Format.Duration(elapsed / share - elapsed)} left" : "";
        return new RunProgress(share, what + left);
    }

    private static (double, string)? Candidates(PipelineRun pipeline)
    {
        if (!pipeline.IsOfPipeline || pipeline.Candidates.Count == 0)
            return null;
        var done = pipeline.Candidates.Count(candidate => candidate.Run.EndedAt is not null);
        // The candidates are not all of the work.
        if (done == pipeline.Candidates.Count)
            return null;
        var shares = pipeline.Candidates.Sum(candidate => candidate.Run.EndedAt is not null ? 1 : Standing(candidate.Run)?.Share ?? 0);
        return (shares / pipeline.Candidates.Count, $"{done} of {pipeline.Candidates.Count} candidates");
    }

    // What fits say of themselves while they last.
    private static (double Share, string Text)? Standing(Run run) => FitStanding.Parse(run.Tags.GetValueOrDefault(FitStanding.Tag)) is { } fit ? (fit.Share, fit.Text) : null;

    private static (double, string)? Steps(Run run)
    {
        foreach (var key in s_totals)
        {
            if (!run.Parameters.TryGetValue(key, out var text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var total) || total < 1)
                continue;
            // Some count epochs in a metric of their own and steps beside them.
            if (key.Contains("epoch", StringComparison.Ordinal) && run.Metrics.TryGetValue("epoch", out var epoch) && epoch >= 0 && epoch <= total)
                return (epoch / total, $"{Format.Number(epoch)} of {Format.Count(total)} epochs");
            var last = run.LatestMetrics.Where(metric => !CurveLines.IsSystem(metric.Key)).Select(metric => metric.Step).DefaultIfEmpty(-1).Max();
            if (last >= 0 && last <= total)
                return (Math.Min(1, (last + 1.0) / total), $"{Format.Count(Math.Min(last + 1, total))} of {Format.Count(total)} {(key.Contains("epoch", StringComparison.Ordinal) ? "epochs" : "steps")}");
        }
        return null;
    }
}
