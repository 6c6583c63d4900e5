using Saker.Data;
using Saker.Data.Checks;
using Saker.Learning.Preparation;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Leakage;
using Saker.Learning.Selection.Schemes;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineSelectionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-selection-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_comparison_is_in_the_result_in_the_run_and_among_its_artifacts()
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with { Select = new SelectSettings { RepeatCount = 2 } };

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var comparison = Assert.Single(result.Selection.Comparisons);
        Assert.Equal(10, result.Selection.FoldCount);
        Assert.Equal(0.25, result.Selection.TestTrainRatio, 0.01);
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(result.Selection.Reason, run.Tags["saker.selection"]);
        Assert.Equal((result.Selection.Leader, result.Selection.Taken), (run.Tags["saker.leader"], run.Tags["saker.best"]));
        Assert.Equal(comparison.AdjustedPValue, run.Metrics[$"selection.{comparison.Candidate}.p"]);
        Assert.Equal(comparison.TTest.Effect, run.Metrics[$"selection.{comparison.Candidate}.difference"]);
        Assert.Equal(result.Selection.ToJson(), await ReadAsync(run, "selection/comparison.json"));
        Assert.Equal(("stratified", "2", "simpler"), (run.Parameters["select.scheme"], run.Parameters["select.repeats"], run.Parameters["select.prefer"]));
    }

    [Fact]
    public async Task Of_candidates_that_do_not_really_differ_the_simpler_is_taken_unless_the_best_mean_is_preferred()
    {
        var many = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [new GradientBoosting { Trees = 40, MaxDepth = 2 }, new GradientBoosting { Trees = 41, MaxDepth = 2 }] };

        var simple = await _saker.Pipelines.RunAsync(many, null, Token);
        var best = await _saker.Pipelines.RunAsync(many with { Select = new SelectSettings { Prefer = SelectionPreference.BestMean } }, null, Token);

        Assert.Equal("gradient_boosting", simple.Best.Candidate.Name);
        Assert.Equal(best.Selection.Leader, best.Best.Candidate.Name);
        Assert.False(simple.Selection.Comparisons[0].IsWorse);
    }

    [Fact]
    public async Task No_patient_is_on_both_sides_of_a_split_by_group()
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with { Split = new SplitSettings { By = SplitBy.Group, Column = "patient" } };
        var rows = await pipeline.Source.ReadAllAsync(Token);
        var target = TargetValues.From(rows, pipeline.Target);

        var split = RowSplits.HoldOut(pipeline.Split, rows, target);
        var learnt = rows.Take([.. split.Train]);
        var folds = RowSplits.Folds(pipeline, learnt, target.Take(split.Train));

        Assert.Empty(Patients(rows, split.Train).Intersect(Patients(rows, split.Test)));
        Assert.All(folds, fold => Assert.Empty(Patients(learnt, fold.Train).Intersect(Patients(learnt, fold.Validation))));
        Assert.NotNull((await _saker.Pipelines.RunAsync(pipeline, null, Token)).Best);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FoldScheme.Rolling)]
    public async Task A_run_in_the_order_of_time_learns_from_the_past_and_keeps_the_gap(FoldScheme? scheme)
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with
        {
            Split = new SplitSettings { By = SplitBy.Time, Column = "day", Gap = TimeDistance.Of(TimeSpan.FromDays(10)) },
            Select = new SelectSettings { FoldCount = 3, Scheme = scheme },
            Threshold = Learning.Scores.ThresholdPolicy.Maximise("f1"),
        };
        var rows = await pipeline.Source.ReadAllAsync(Token);
        var target = TargetValues.From(rows, pipeline.Target);

        var split = RowSplits.HoldOut(pipeline.Split, rows, target);
        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var days = rows.Get<DateOnly>("day").Values.ToArray();
        Assert.True(split.Train.Max(row => days[row]).AddDays(10) <= split.Test.Min(row => days[row]));
        Assert.NotEmpty(split.Left);
        Assert.Equal(split.Test.Count, result.Evaluation.RowCount);
        // The earliest block is never predicted.
        Assert.Contains(float.NaN, result.Best.OutOfFold);
    }

    [Fact]
    public async Task Nested_folds_measure_the_choice()
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with { Select = new SelectSettings { FoldCount = 3, NestedFoldCount = 4 } };

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(4, result.Nested!.Folds.Count);
        Assert.Equal(result.Nested.Mean, run.Metrics["nested.roc_auc"]);
        Assert.Equal(result.Nested.ToJson(), NestedResult.FromJson(await ReadAsync(run, "selection/nested.json")).ToJson());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(42)]
    public async Task Nothing_is_found_in_the_churn_example_however_it_is_split(int seed)
    {
        var pipeline = await PipelineFile.LoadAsync(Path.Combine(Testing.Checkout.Root, "examples", "churn", "churn.yaml"), Token);
        pipeline = pipeline with { Split = pipeline.Split with { Seed = seed } };
        var rows = await pipeline.Source.ReadAllAsync(Token);
        var target = TargetValues.From(rows, pipeline.Target);

        var report = LeakageStage.Screen(pipeline, rows, target, Rehearsal.Run(pipeline, rows, target, Token), RowSplits.HoldOut(pipeline.Split, rows, target), Token);

        Assert.Empty(report.Findings);
        Assert.Equal(19, report.Columns.Count);
    }

    [Fact]
    public async Task A_leak_is_told_before_anything_is_trained_and_ends_the_run_where_that_is_wished()
    {
        var csv = ToyVisits.WriteData(_folder);
        var lines = await File.ReadAllLinesAsync(csv, Token);
        await File.WriteAllLinesAsync(csv, lines.Select((line, i) => $"{line},{(i == 0 ? "cost" : line.EndsWith("yes", StringComparison.Ordinal) ? 900 + i : 100 + (i % 7))}"), Token);
        var pipeline = ToyVisits.Over(csv);
        var told = new List<PipelineEvent>();

        var result = await _saker.Pipelines.RunAsync(pipeline, new Listener(told.Add), Token);
        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline with { Leakage = new LeakageSettings { Action = LeakageAction.Fail } }, null, Token));
        var ignored = await _saker.Pipelines.RunAsync(pipeline with { Leakage = new LeakageSettings { Action = LeakageAction.Fail, Ignore = ["cost"] } }, null, Token);
        var off = await _saker.Pipelines.RunAsync(pipeline with { Leakage = new LeakageSettings { Action = LeakageAction.Off } }, null, Token);

        Assert.Equal(LeakageKind.Predictor, Assert.Single(result.Leakage!.Findings).Kind);
        Assert.True(told.FindIndex(each => each is PipelineWarning { Message: var message } && message.StartsWith("cost alone tells", StringComparison.Ordinal)) is >= 0 and var warned && warned < told.FindIndex(each => each is FoldScored));
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(1, run.Metrics["leakage.findings"]);
        Assert.Equal(result.Leakage.Findings[0].Message, run.Tags["saker.leakage"]);
        Assert.Equal(result.Leakage.ToJson(), await ReadAsync(run, "selection/leakage.json"));
        Assert.Equal((ErrorKind.ChecksFailed, "cost"), (error.Kind, Assert.Single(error.Problems).Field));
        Assert.Equal((0, true), (ignored.Leakage!.Findings.Count, off.Leakage is null));
        var report = await PipelineCheck.RunAsync(pipeline, Token);
        Assert.Equal((CheckOutcome.Warned, true), (report.Results.Single(check => check.Name == "leakage").Outcome, report.Passed));
        Assert.False((await PipelineCheck.RunAsync(pipeline with { Leakage = new LeakageSettings { Action = LeakageAction.Fail } }, Token)).Passed);
    }

    [Fact]
    public async Task What_the_data_does_not_allow_is_told_at_once_before_anything_is_stored()
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with
        {
            Split = new SplitSettings { By = SplitBy.Group, Column = "ward" },
            Select = new SelectSettings { Scheme = FoldScheme.Rolling, Column = "date" },
            Preparation = new() { Steps = [new Drop { Columns = ColumnSelector.Of("weight") }] },
            Leakage = new LeakageSettings { Ignore = ["height"], Time = "date" },
        };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(["split.column", "select.column", "leakage.ignore[0]", "leakage.time"], error.Problems.Select(problem => problem.Field).Take(4));
        Assert.StartsWith("prepare[0]", error.Problems[4].Field, StringComparison.Ordinal);
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
        var report = await PipelineCheck.RunAsync(pipeline, Token);
        Assert.Equal(5, report.Results.Single(result => result.Outcome == CheckOutcome.Failed).Violations.Count);
    }

    [Theory]
    [InlineData("patient", FoldScheme.Group, 50, "50 folds need at least 50 different groups")]
    [InlineData("patient", FoldScheme.Rolling, 3, "is text, which has no order in time")]
    public async Task Folds_that_the_rows_do_not_allow_are_refused_before_anything_is_stored(string column, FoldScheme scheme, int folds, string words)
    {
        var pipeline = ToyVisits.Over(ToyVisits.WriteData(_folder)) with { Select = new SelectSettings { Scheme = scheme, Column = column, FoldCount = folds } };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
    }

    [Fact]
    public async Task Settings_from_code_that_do_not_fit_together_are_refused_as_those_of_a_file()
    {
        var pipeline = ToyVisits.Over("no such file.csv") with { Split = new SplitSettings { By = SplitBy.Time }, Select = new SelectSettings { RepeatCount = 2 } };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(["split.column", "select.repeats"], error.Problems.Select(problem => problem.Field));
        Assert.Empty(await _saker.Experiments.ListRunsAsync(null, 10, Token));
    }

    private async Task<string> ReadAsync(Run run, string path)
    {
        using var reader = new StreamReader(await _saker.Artifacts.OpenAsync($"{run.ExperimentId}/{run.Id}/artifacts/{path}", Token));
        return await reader.ReadToEndAsync(Token);
    }

    private sealed class Listener(Action<PipelineEvent> listen) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value) => listen(value);
    }

    private static HashSet<object?> Patients(Table rows, IReadOnlyList<int> some) => [.. some.Select(row => rows.Get("patient").GetValue(row))];
}
