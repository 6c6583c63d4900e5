using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Platform.Pipelines;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>What a finished pipeline run gave, for people and for programs.</summary>
internal static class TrainingSummary
{
    private const int WidthWithFolds = 110;
    private const int MaxShownFolds = 10;
    private const int MaxShownClasses = 12;

    public static void Write(IAnsiConsole console, Pipeline pipeline, PipelineResult result)
    {
        console.WriteLine();
        console.Write(Comparison(pipeline, result, withFolds: console.Profile.Width >= WidthWithFolds && result.Best.FoldScores.Count <= MaxShownFolds));
        console.WriteLine(result.Selection.Reason);
        if (result.Nested is { } nested)
            console.WriteLine(FormattableString.Invariant($"Choosing among them is worth {nested.Score} {nested.Mean:0.0000} ± {nested.StandardDeviation:0.0000}, measured on {nested.Folds.Count} outer folds that had no part in the choice."));
        console.WriteLine();
        if (result.TwoClasses is { } evaluation)
        {
            console.Write(Scores(evaluation));
            console.Write(Confusion(pipeline, evaluation));
        }
        else
        {
            console.Write(Scores(result.Report));
            if (result.Report.Confusion is { Classes.Count: <= MaxShownClasses } confusion)
                console.Write(Confusion(pipeline, confusion));
        }
        if (result.Gates is { } gates)
            GateTable.Write(console, gates);
        console.WriteLine();
        console.WriteLine($"run       {result.Run}");
        if (result.Version is { } version)
            console.WriteLine($"model     {version.Model}/{version.Version}{(version.Aliases.Count > 0 ? " @" + string.Join(", @", version.Aliases) : "")}");
        else if (result.Gates is { Passed: false } failed && pipeline.Register is { } register)
            console.WriteLine($"model     {register.Model} gets no new version: it did not pass {string.Join(", ", failed.Failed)}");
        if (result.Endpoint is { } endpoint)
            console.WriteLine($"endpoint  {endpoint.Name}{(result.Version is { } trained && (endpoint.Model, endpoint.Version) != (trained.Model, trained.Version) ? $" serves {endpoint.Model}/{endpoint.Version}; {trained.Model}/{trained.Version} comes to it by a rollout: saker rollouts watch {endpoint.Name}" : "")}");
    }

    public static object Json(Pipeline pipeline, PipelineResult result) => new
    {
        run = result.Run.Value,
        dataset = new { result.Dataset.Name, result.Dataset.Version, result.Dataset.Hash, result.Dataset.RowCount },
        score = pipeline.Select.Score,
        candidates = result.Candidates.Select(candidate => new
        {
            trainer = candidate.Candidate.Name,
            title = candidate.Candidate.Title,
            mean = candidate.Mean,
            spread = candidate.StandardDeviation,
            folds = candidate.FoldScores,
            seconds = candidate.FitTime.TotalSeconds,
        }),
        best = result.Best.Candidate.Name,
        selection = result.Selection,
        leakage = result.Leakage is { } leakage ? new { leakage.Findings, leakage.Notes } : null,
        nested = result.Nested is { } nested ? new { mean = nested.Mean, spread = nested.StandardDeviation, folds = nested.Folds } : null,
        evaluation = (object?)result.TwoClasses ?? result.Report,
        maxDifference = result.MaxDifference,
        modelHash = result.ModelHash,
        gates = result.Gates,
        model = result.Version is { } version ? new { name = version.Model, version = version.Version, aliases = version.Aliases } : null,
        endpoint = result.Endpoint?.Name,
    };

    private static Table Comparison(Pipeline pipeline, PipelineResult result, bool withFolds)
    {
        var folds = Enumerable.Range(1, withFolds ? result.Best.FoldScores.Count : 0).Select(fold => $"#fold {fold}");
        var table = CliOutput.Table(["candidate", $"#{pipeline.Select.Score}", "#spread", .. folds, "#behind", "#p", "#fit time", ""]);
        foreach (var candidate in result.Candidates)
        {
            string[] scores = withFolds ? [.. candidate.FoldScores.Select(Show.Score)] : [];
            string[] cells = [candidate.Candidate.Title, Show.Score(candidate.Mean), Show.Score(candidate.StandardDeviation), .. scores, .. Behind(result, candidate), Show.Duration(candidate.FitTime), Mark(result, candidate)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        return table;
    }

    // By how much the best mean is better, and how sure that is.
    private static string[] Behind(PipelineResult result, CandidateResult candidate) =>
        result.Selection.Comparisons.FirstOrDefault(comparison => comparison.Candidate == candidate.Candidate.Name) is { } comparison
            ? [Show.Score(comparison.TTest.Effect), FormattableString.Invariant($"{comparison.AdjustedPValue:0.000}")]
            : ["", ""];

    private static string Mark(PipelineResult result, CandidateResult candidate) => (candidate == result.Best, result.Selection.IsSimplerTaken) switch
    {
        (true, true) => "taken: simpler, no real difference",
        (true, false) => "best",
        _ => candidate.Candidate.Name == result.Selection.Leader ? "best mean" : "",
    };

    private static Table Scores(Evaluation evaluation)
    {
        var table = CliOutput.Table("test score", "#value", "test score", "#value");
        table.AddRow("ROC AUC", $"{Show.Score(evaluation.RocAuc.Auc)} ({Show.Score(evaluation.RocAuc.Low)} to {Show.Score(evaluation.RocAuc.High)})", "accuracy", Show.Score(evaluation.Accuracy));
        table.AddRow("PR AUC", Show.Score(evaluation.PrAuc), "precision", Show.Score(evaluation.Precision));
        table.AddRow("log loss", Show.Score(evaluation.LogLoss), "recall", Show.Score(evaluation.Recall));
        table.AddRow("Brier", Show.Score(evaluation.Brier), "F1", Show.Score(evaluation.F1));
        table.AddRow("calibration error", Show.Score(evaluation.Calibration.ExpectedError), "threshold", Show.Score(evaluation.Threshold));
        return table;
    }

    private static Table Scores(EvaluationReport report)
    {
        var baselines = report.Baselines;
        var table = CliOutput.Table(["test score", "#value", "#interval", .. baselines.Select(baseline => $"#{baseline.Name}")]);
        foreach (var score in report.Scores.Where(score => double.IsFinite(score.Value)))
        {
            var interval = score.Interval.IsKnown && double.IsFinite(score.Interval.High) ? $"{Show.Score(score.Interval.Low)} to {Show.Score(score.Interval.High)}" : "-";
            string[] cells = [score.Title, Show.Score(score.Value), interval, .. baselines.Select(baseline => baseline.Find(score.Name) is { } its ? Show.Score(its.Value) : "-")];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        return table;
    }

    private static Table Confusion(Pipeline pipeline, ConfusionMatrix confusion)
    {
        var table = CliOutput.Table([$"{pipeline.Target.Column} in truth", .. confusion.Classes.Select(name => $"#predicted {name}")]);
        for (var actual = 0; actual < confusion.Classes.Count; actual++)
            table.AddRow(confusion.Counts[actual].Select(count => Show.Count(count)).Prepend(confusion.Classes[actual]).Select(cell => new Text(cell)));
        return table;
    }

    private static Table Confusion(Pipeline pipeline, Evaluation evaluation)
    {
        var positive = pipeline.Target.Positive;
        var confusion = evaluation.Confusion;
        var table = CliOutput.Table($"{pipeline.Target.Column} in truth", $"#predicted {positive}", "#predicted other");
        table.AddRow(new Text(positive), new Text(Show.Count(confusion.TruePositives)), new Text(Show.Count(confusion.FalseNegatives)));
        table.AddRow(new Text("other"), new Text(Show.Count(confusion.FalsePositives)), new Text(Show.Count(confusion.TrueNegatives)));
        return table;
    }
}
