using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Neural.Training;
using Saker.Learning.Pictures;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Platform.Artifacts;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Fits the final model and judges it on the test part: scores with intervals, segments and baselines, as a report and as pictures
/// below the run's artifacts.
/// </summary>
internal sealed class EvaluationStage(Pipeline pipeline, IRegistryStore registry, IArtifactStore artifacts, TrainingCheckpoints? checkpoints, RunRecorder recorder)
{
    private const string Folder = "evaluation";

    // Of models whose evaluation does not say from where on a row is positive.
    private const double ThresholdOfNobody = 0.5;

    public Task<FinalModel> RunAsync(CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, CancellationToken cancellationToken) =>
        recorder.StepAsync(PipelineStep.Evaluate, () => pipeline.Target.Task == ScoreTask.Binary ? JudgeAsync(data, train, test, best, cancellationToken) : JudgeOtherAsync(data, train, test, best, cancellationToken));

    /// <summary>Several classes, and numbers.</summary>
    private async Task<(FinalModel Final, string Summary)> JudgeOtherAsync(CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, CancellationToken cancellationToken)
    {
        var final = await WatchedAsync(watch => FinalModel.FitOtherAsync(pipeline, data, train, test, best, watch, cancellationToken), cancellationToken);
        var report = final.Report with
        {
            LearningCurve = LearningPoints(train, data, best, cancellationToken),
            LearningScore = pipeline.Evaluation.HasLearningCurve ? pipeline.Select.Score : null,
        };
        var beside = await CompareAsync(report, (folder, last) => MeasureOther(folder, last, test, cancellationToken), cancellationToken);
        await LogAsync(beside, cancellationToken);
        return (final with { Report = report }, final.Summary() + Describe(beside));
    }

    private BaselineReport MeasureOther(ModelFolderContents folder, string reference, TrainingPart test, CancellationToken cancellationToken)
    {
        using var earlier = new OnnxRowModel(folder.Model, folder.Signature);
        return test.Answers.Judge(earlier.Predict(test.Rows, cancellationToken)).Measure("version", LastVersion(reference), pipeline.Evaluation, cancellationToken);
    }

    private static string LastVersion(string reference) => $"{reference}, which may have learned from these rows";

    private async Task<(FinalModel Final, string Summary)> JudgeAsync(CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, CancellationToken cancellationToken)
    {
        var decision = Decision.Make(pipeline, best, train.Target);
        var final = await WatchedAsync(watch => FinalModel.FitAsync(pipeline, data, train, test, best, decision, watch, cancellationToken), cancellationToken);
        var two = final.TwoClasses!;
        // What the test rows would be given without calibration, where there is one.
        var uncalibrated = two.Calibrator is null ? null : final.EngineAnswers;
        var report = Evaluator.Judge(two.Answers, two.Labels, test.Rows.Without([pipeline.Target.Column]), pipeline.Evaluation, train.Target.Average(), [], cancellationToken) with
        {
            Uncalibrated = uncalibrated is null ? null : Calibration.Compute(test.Target, uncalibrated),
            LearningCurve = LearningPoints(train, data, best, cancellationToken),
            LearningScore = pipeline.Evaluation.HasLearningCurve ? pipeline.Select.Score : null,
        };
        report = report with { Findings = [.. report.Findings, .. Doubts(decision, two, uncalibrated, test.Target)] };
        // What the model folder holds must not depend on what is registered already, or equal trainings would give unequal models.
        var beside = await CompareAsync(report, (folder, last) => Measure(folder, last, two.Labels, test, cancellationToken), cancellationToken);
        await LogAsync(beside, cancellationToken);
        return (final with { Report = report, TwoClasses = two with { Evaluation = two.Evaluation with { Report = report } } }, final.Summary() + Describe(beside) + Calibrated(report));
    }

    private async Task<FinalModel> WatchedAsync(Func<FitWatch, Task<FinalModel>> fit, CancellationToken cancellationToken)
    {
        var rounds = recorder.OpenRounds(cancellationToken);
        try
        {
            return await fit(new FitWatch { Rounds = new FinalRounds(recorder, rounds), Checkpoints = checkpoints });
        }
        finally
        {
            await rounds.CompleteAsync();
        }
    }

    private IReadOnlyList<LearningPoint> LearningPoints(TrainingPart train, CheckedData data, CandidateResult best, CancellationToken cancellationToken) => pipeline.Evaluation.HasLearningCurve
        ? LearningCurve.Compute(
            best.Candidate.Trainer,
            ScoreCatalogue.Get(pipeline.Target.Task, pipeline.Select.Score),
            train.Target,
            RowSplits.Folds(pipeline, train.Rows, train.Answers),
            (fold, token) => train.Prepare(fold, pipeline, data.InputColumns(pipeline), token),
            pipeline.Split.Seed,
            cancellationToken)
        : [];

    /// <summary>The report with the newest registered version beside the new model, where there is one that takes these rows.</summary>
    private async Task<EvaluationReport> CompareAsync(EvaluationReport report, Func<ModelFolderContents, string, BaselineReport> measure, CancellationToken cancellationToken)
    {
        if (pipeline.Register is not { } register || await registry.FindAsync(register.Model, cancellationToken) is not { } model || model.Versions.MaxBy(version => version.Version) is not { HasFiles: true, Folder: { } folder } last)
            return report;
        try
        {
            var written = await ModelFolder.ReadAsync(folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
            return report with { Baselines = [.. report.Baselines, measure(written.Contents, last.Reference)] };
        }
        catch (Exception exception) when (exception is SakerException or Onnx.OnnxException)
        {
            return report with { Findings = [.. report.Findings, new Problem("baselines.version", $"{last.Reference} cannot be compared: {exception.Message}")] };
        }
    }

    private BaselineReport Measure(ModelFolderContents folder, string reference, ClassLabels labels, TrainingPart test, CancellationToken cancellationToken)
    {
        using var earlier = new OnnxClassifier(folder.Model, folder.Signature);
        var answers = earlier.Predict(test.Rows, cancellationToken);
        var threshold = folder.Evaluation is { } evaluation ? EvaluationReport.FromJson(evaluation).Threshold ?? ThresholdOfNobody : ThresholdOfNobody;
        return Evaluator.Measure(new Baseline<BinaryPredictions>("version", LastVersion(reference), BinaryPredictions.Of(test.Target, labels, answers, threshold)), pipeline.Evaluation, cancellationToken);
    }

    private async Task LogAsync(EvaluationReport report, CancellationToken cancellationToken)
    {
        await RunArtifacts.PutTextAsync(artifacts, recorder.Run, $"{Folder}/report.json", report.ToJson(), cancellationToken);
        foreach (var (name, svg) in EvaluationPictures.Of(report))
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, $"{Folder}/{name}", svg, cancellationToken);
        var metrics = new Dictionary<string, double>();
        foreach (var score in report.Scores.Where(score => double.IsFinite(score.Value)))
        {
            metrics[$"test.{score.Name}"] = score.Value;
            if (score.Interval.IsKnown)
                (metrics[$"test.{score.Name}.low"], metrics[$"test.{score.Name}.high"]) = (score.Interval.Low, score.Interval.High);
        }
        await recorder.LogAsync(recorder.Run, cancellationToken, metrics: metrics);
        recorder.Warn(report.Findings.Select(finding => $"Evaluation, {finding}"));
    }

    /// <summary>What was decided on out-of-fold predictions and does not hold on the held-out rows.</summary>
    private IEnumerable<Problem> Doubts(Decision decision, TwoClasses final, float[]? uncalibrated, float[] target)
    {
        if (pipeline.Mitigation is null && pipeline.Threshold.Missed(decision.OutOfFold, final.Answers.Confusion) is { } missed)
            yield return new Problem("threshold", missed);
        if (uncalibrated is not { } before)
            yield break;
        var after = final.Answers.Probability.ToArray();
        var (brier, loss) = ((ProbabilityScores.Brier(target, before), ProbabilityScores.Brier(target, after)), (ProbabilityScores.LogLoss(target, before), ProbabilityScores.LogLoss(target, after)));
        if (brier.Item2 > brier.Item1 && loss.Item2 > loss.Item1)
            yield return new Problem("calibrate", FormattableString.Invariant($"{pipeline.Calibration} calibration made the probabilities worse on these rows: Brier score {brier.Item1:0.0000} to {brier.Item2:0.0000}, log loss {loss.Item1:0.0000} to {loss.Item2:0.0000}. Try another method, or none."));
    }

    private string Calibrated(EvaluationReport report) => report is { Uncalibrated: { } before, Calibration: { } after }
        ? FormattableString.Invariant($"; {pipeline.Calibration} calibration: expected error {before.ExpectedError:0.0000} to {after.ExpectedError:0.0000}")
        : "";

    private sealed class FinalRounds(RunRecorder recorder, RoundLog log) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            log.Add(recorder.Run, "", value, FitStanding.Of(value));
            recorder.Tell(new FitRound("final model", -1, null, value.Share, FitStanding.Words(value), value.Remaining));
        }
    }

    private static string Describe(EvaluationReport report)
    {
        var found = report.Segments.Count(segment => segment.IsFound);
        return found == 0 ? "" : $"; worse where {string.Join("; ", report.Segments.Where(segment => segment.IsFound).Select(segment => segment.Where))}";
    }
}
