using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Runs as the pipeline runner writes them.</summary>
internal static class SampleRuns
{
    public static readonly (string Trainer, double[] Folds, double Seconds)[] Candidates =
    [
        ("logistic_regression", [0.8375, 0.8471, 0.8562, 0.8302, 0.8541], 1.9),
        ("random_forest", [0.8353, 0.8459, 0.8533, 0.8291, 0.8571], 11.4),
        ("gradient_boosting", [0.8391, 0.8502, 0.8588, 0.8333, 0.8594], 6.2),
    ];

    private static readonly (string Key, double Value)[] Scores =
    [
        ("test.roc_auc", 0.8461), ("test.accuracy", 0.8006), ("test.precision", 0.6491), ("test.recall", 0.5401), ("test.f1", 0.6288), ("test.pr_auc", 0.6604),
        ("test.log_loss", 0.4132), ("test.brier", 0.1347), ("test.expected_calibration_error", 0.0182), ("cv.roc_auc", 0.8482), ("cv.roc_auc.sd", 0.0117), ("duration_seconds", 24.6),
    ];

    /// <summary>A whole run, ended, whose model is version 1.</summary>
    public static async Task<Run> AddFinishedAsync(IExperimentStore experiments, string pipeline, string dataset, CancellationToken cancellationToken)
    {
        var run = await StartAsync(experiments, pipeline, cancellationToken);
        foreach (var (trainer, folds, seconds) in Candidates)
        {
            var child = await StartCandidateAsync(experiments, run, trainer, cancellationToken);
            for (var fold = 0; fold < folds.Length; fold++)
                await AddFoldAsync(experiments, child, fold, folds[fold], cancellationToken);
            var mean = folds.Average();
            var deviation = Math.Sqrt(folds.Sum(score => (score - mean) * (score - mean)) / (folds.Length - 1));
            await experiments.LogAsync(child.Id, new RunEntries { Metrics = [At("cv.roc_auc", mean), At("cv.roc_auc.sd", deviation), At("fit_seconds", seconds)] }, cancellationToken);
            await experiments.EndRunAsync(child.Id, RunStatus.Finished, cancellationToken);
        }
        var tags = new Dictionary<string, string> { ["saker.best"] = "gradient_boosting", ["saker.dataset"] = dataset, ["saker.model"] = $"{pipeline}/1" };
        await experiments.LogAsync(run.Id, new RunEntries { Metrics = [.. Scores.Select(score => At(score.Key, score.Value))], Tags = tags }, cancellationToken);
        await experiments.EndRunAsync(run.Id, RunStatus.Finished, cancellationToken);
        return run;
    }

    public static async Task<Run> StartAsync(IExperimentStore experiments, string pipeline, CancellationToken cancellationToken)
    {
        var experiment = await experiments.GetOrCreateAsync(pipeline, cancellationToken);
        var run = await experiments.StartRunAsync(experiment.Id, pipeline, null, cancellationToken);
        await experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["saker.kind"] = "pipeline" } }, cancellationToken);
        return run;
    }

    public static async Task<Run> StartCandidateAsync(IExperimentStore experiments, Run parent, string trainer, CancellationToken cancellationToken)
    {
        var child = await experiments.StartRunAsync(parent.ExperimentId, trainer, parent.Id, cancellationToken);
        var entries = new RunEntries
        {
            Tags = new Dictionary<string, string> { ["saker.kind"] = "candidate" },
            Parameters = new Dictionary<string, string> { ["trees"] = "300", ["learning_rate"] = "0.05" },
        };
        await experiments.LogAsync(child.Id, entries, cancellationToken);
        return child;
    }

    public static Task AddFoldAsync(IExperimentStore experiments, Run candidate, int fold, double score, CancellationToken cancellationToken) =>
        experiments.LogAsync(candidate.Id, new RunEntries { Metrics = [new Metric("cv.roc_auc.fold", score, fold, TimeProvider.System.GetUtcNow())] }, cancellationToken);

    public static Metric At(string key, double value) => new(key, value, 0, TimeProvider.System.GetUtcNow());
}
