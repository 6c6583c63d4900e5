using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Scores.Segments;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineEvaluationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-evaluation-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_run_has_a_report_with_intervals_and_pictures_and_the_model_carries_it()
    {
        var result = await _saker.Pipelines.RunAsync(Toy(), null, Token);

        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        var report = EvaluationReport.FromJson(await ReadAsync(run, "evaluation/report.json"));
        Assert.All(report.Scores.Where(score => double.IsFinite(score.Value)), score => Assert.True(score.Interval.IsKnown, score.Name));
        Assert.Equal(report.Find("mcc")!.Value, run.Metrics["test.mcc"]);
        Assert.Equal(report.Find("roc_auc")!.Interval.Low, run.Metrics["test.roc_auc.low"]);
        foreach (var picture in new[] { "roc", "precision-recall", "calibration", "confusion", "lift" })
            Assert.StartsWith("<svg", await ReadAsync(run, $"evaluation/{picture}.svg"), StringComparison.Ordinal);
        var carried = EvaluationReport.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version!.Folder!, "evaluation.json"), Token));
        Assert.Equal(report.Find("f1"), carried.Find("f1"));
        Assert.Equal("majority", Assert.Single(carried.Baselines).Name);
    }

    [Fact]
    public async Task A_floor_kept_by_luck_and_what_calibration_did_are_told()
    {
        var result = await _saker.Pipelines.RunAsync(Toy() with { Candidates = [new LogisticRegression()], Threshold = ThresholdPolicy.AtPrecision(0.9), Calibration = CalibrationMethod.Isotonic, Register = null, Endpoint = null }, new Steps(out var told), Token);

        var report = result.Evaluation.Report!;
        Assert.True(result.Evaluation.Precision < 0.9);
        Assert.StartsWith("the floor of precision 0.9 is not kept on these rows: it is 0.8", Assert.Single(report.Findings, finding => finding.Field == "threshold").Message, StringComparison.Ordinal);
        Assert.Contains(told, step => step.Contains($"; Isotonic calibration: expected error {report.Uncalibrated!.ExpectedError.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)} to ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_version_stands_beside_the_next_one_and_does_not_change_the_model()
    {
        var first = await _saker.Pipelines.RunAsync(Toy(), null, Token);
        var second = await _saker.Pipelines.RunAsync(Toy(), null, Token);

        var run = (await _saker.Experiments.FindRunAsync(second.Run, Token))!;
        var report = EvaluationReport.FromJson(await ReadAsync(run, "evaluation/report.json"));
        Assert.Empty(report.Findings);
        var last = report.Baselines.Single(baseline => baseline.Name == "version");
        Assert.StartsWith("toy/1", last.Title, StringComparison.Ordinal);
        Assert.Equal(report.Find("roc_auc")!.Value, last.Find("roc_auc")!.Value);
        Assert.Equal(first.ModelHash, second.ModelHash);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Temperature)]
    public async Task A_calibrated_model_is_served_as_it_was_measured(CalibrationMethod method)
    {
        // Trees this deep know their rows by heart and are far too sure of the others.
        var pipeline = Toy(rows: 3_000) with { Calibration = method, Candidates = [new GradientBoosting { Trees = 200, MaxDepth = 6, LearningRate = 0.3 }] };

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var report = result.Evaluation.Report!;
        Assert.True(report.Calibration!.ExpectedError < report.Uncalibrated!.ExpectedError, $"{report.Calibration.ExpectedError} {report.Uncalibrated.ExpectedError}");
        Assert.InRange(result.MaxDifference, 0, 1e-3);
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(method.ToString().ToLowerInvariant(), run.Parameters["calibrate"]);
        Assert.Contains("before calibration", await ReadAsync(run, "evaluation/calibration.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segments_and_a_learning_curve_are_measured_where_they_are_asked_for()
    {
        var plan = new EvaluationPlan { Segments = [SegmentRequest.By("payment"), SegmentRequest.Of("young", "age < 40")], FindsSegments = true, HasLearningCurve = true };
        var result = await _saker.Pipelines.RunAsync(Toy() with { Evaluation = plan }, null, Token);

        var report = result.Evaluation.Report!;
        Assert.Equal(["payment == 'card'", "payment == 'cheque'", "young"], report.Segments.Where(segment => !segment.IsFound).Select(segment => segment.Name));
        Assert.Equal(report.RowCount, report.Segments.Take(2).Sum(segment => segment.RowCount));
        Assert.True(report.LearningCurve.Count >= 3);
        Assert.Equal("roc_auc", report.LearningScore);
        Assert.Equal(report.LearningCurve.Select(point => point.TrainingRowCount).Order(), report.LearningCurve.Select(point => point.TrainingRowCount));
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.StartsWith("<svg", await ReadAsync(run, "evaluation/learning-curve.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_floor_that_no_threshold_keeps_ends_the_run_with_the_best_there_is()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(Toy() with { Threshold = ThresholdPolicy.AtPrecision(0.99), Candidates = [new GradientBoosting { Trees = 1, MaxDepth = 1 }] }, null, Token));
        Assert.Contains("the best is", error.Message, StringComparison.Ordinal);
        Assert.Null(await _saker.Registry.FindAsync("toy", Token));
    }

    [Fact]
    public async Task Segments_that_do_not_fit_the_data_are_all_reported_before_training()
    {
        var plan = new EvaluationPlan { Segments = [SegmentRequest.By("paymnet"), SegmentRequest.Of("old", "agee > 60"), SegmentRequest.By("left")] };
        var pipeline = Toy() with { Evaluation = plan };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(["evaluate.segments.paymnet", "evaluate.segments.old", "evaluate.segments.left"], error.Problems.Select(problem => problem.Field));
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
        var report = await PipelineCheck.RunAsync(pipeline, Token);
        Assert.Contains(report.Results, result => result.Violations.Any(violation => violation.Complaint.Contains("'payment'", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_keys_of_the_file_are_read_and_every_problem_is_reported()
    {
        const string start = "pipeline: toy\nsource: {csv: customers.csv}\ntarget: {column: left, positive: yes}\ncandidates: [{trainer: logistic_regression}]\n";
        var read = PipelineFile.Parse(start + "calibrate: isotonic\nthreshold: {cost: {false_positive: 1, false_negative: 5}}\nevaluate: {segments: [payment, {name: young, where: age < 40}], find: true, learning_curve: true, resamples: 500}\n", _folder);
        Assert.Equal(CalibrationMethod.Isotonic, read.Calibration);
        Assert.Equal(2, read.Evaluation.Segments.Count);
        Assert.True(read.Evaluation is { FindsSegments: true, HasLearningCurve: true, Bootstrap.ResampleCount: 500 });

        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(start + "calibrate: {method: magic}\nthreshold: {precision: 2, recall: 0.5}\nevaluate: {segments: [{name: young, where: age <}], level: 2, pictures: no}\n", _folder));
        foreach (var field in new[] { "calibrate.method", "threshold.precision", "evaluate.segments[0].where", "evaluate.level", "evaluate.pictures" })
            Assert.Contains(error.Problems, problem => problem.Field.EndsWith(field, StringComparison.Ordinal));
    }

    private sealed class Steps : IProgress<PipelineEvent>
    {
        private readonly List<string> _told = [];

        public Steps(out List<string> told) => told = _told;

        public void Report(PipelineEvent value)
        {
            if (value is StepFinished finished)
                _told.Add(finished.Summary);
        }
    }

    private Pipeline Toy(int rows = 400) => ToyPipeline.Over(ToyPipeline.WriteData(_folder, rows));

    private async Task<string> ReadAsync(Run run, string path)
    {
        await using var content = await _saker.Artifacts.OpenAsync($"{RunArtifacts.RootOf(run)}/{path}", Token);
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(Token);
    }
}
