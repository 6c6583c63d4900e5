using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;
using Saker.Learning.Trainers;
using Saker.Platform.Gates;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Pipelines;

/// <summary>Pipelines of numbers and of several classes, on the example that the documentation shows.</summary>
public sealed class PipelineTaskTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-task-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Example => Path.Combine(Checkout.Root, "examples", "iris");

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_number_goes_from_data_to_an_endpoint_that_answers()
    {
        var pipeline = await LoadAsync("petal.yaml");

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        Assert.Equal((ScoreTask.Regression, 45), (result.Report.Task, result.Report.RowCount));
        Assert.InRange(result.Report.Find("rmse")!.Value, 0.05, 0.25);
        Assert.True(result.Report.Find("rmse")!.Interval.IsKnown);
        Assert.Equal(["mean", "median"], result.Report.Baselines.Select(baseline => baseline.Name));
        Assert.True(result.Gates!.Passed);
        Assert.Null(result.TwoClasses);
        Assert.InRange(result.MaxDifference, 0, 1e-4);
        var prediction = await PredictAsync("iris-petal");
        Assert.Equal(["prediction"], prediction.Schema.Select(column => column.Name));
        Assert.Equal(150, prediction.RowCount);

        var files = Directory.GetFiles(result.Version!.Folder!).Select(Path.GetFileName).ToList();
        Assert.Contains("predictions.json", files);
        var reference = Assert.IsType<HeldOutNumbers>(HeldOutAnswers.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version.Folder!, "reference.json"), Token)));
        var widths = (await _saker.Datasets.ReadAsync("iris-petal", 1, Token)).Get("petal_width_cm").ToFloat64();
        Assert.Equal(Enumerable.Range(0, 150), reference.Rows!.Places.Order());
        Assert.Equal([.. reference.Rows.Places.Select(place => widths[place])], reference.Target, (one, other) => Math.Abs(one - other) < 1e-6);
        // Out of fold it is no better than on untouched rows.
        Assert.InRange(RegressionScores.All.Single(score => score.Name == "rmse").Compute(reference.ToPredictions()), 0.1, 0.25);
        Assert.Contains("predicts the number", await File.ReadAllTextAsync(Path.Combine(result.Version.Folder!, "card.md"), Token), StringComparison.Ordinal);
        var importance = ImportanceReport.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version.Folder!, "importance.json"), Token));
        Assert.Equal("value", importance.Unit);
        Assert.Equal(result.Report.Find("rmse")!.Value, result.Version.Scores["rmse"], 1e-12);
        Assert.Equal(ScoreTask.Regression, (await VersionEvaluator.FindAsync(result.Version, Token))!.Task);
    }

    [Fact]
    public async Task One_of_several_classes_goes_from_data_to_an_endpoint_that_answers()
    {
        var pipeline = await LoadAsync("species.yaml");

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        Assert.Equal(ScoreTask.Multiclass, result.Report.Task);
        Assert.InRange(result.Report.Find("accuracy")!.Value, 0.9, 1);
        Assert.Equal(["setosa", "versicolor", "virginica"], result.Report.Confusion!.Classes);
        Assert.Equal([15, 15, 15], result.Report.Classes.Select(own => own.RowCount));
        Assert.True(result.Gates!.Passed);
        Assert.InRange(result.MaxDifference, 0, 1e-5);
        var prediction = await PredictAsync("iris-species");
        Assert.Equal(["label", "probability_setosa", "probability_versicolor", "probability_virginica"], prediction.Schema.Select(column => column.Name));
        Assert.Equal(1, Enumerable.Range(1, 3).Sum(column => prediction.Columns[column].ToFloat64()[7]), 1e-5);
        Assert.Equal("setosa", prediction.Get<string>("label").Values.Span[0]);
        Assert.Equal([-1, 3], _saker.Host.GetSignature("iris-species").Outputs[1].Shape!);
        Assert.Contains("which of 3 classes", await File.ReadAllTextAsync(Path.Combine(result.Version!.Folder!, "card.md"), Token), StringComparison.Ordinal);
        Assert.True(result.Version.Scores.ContainsKey("f1_macro"));
        var reference = Assert.IsType<HeldOutClasses>(HeldOutAnswers.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version.Folder!, "reference.json"), Token)));
        var species = (await _saker.Datasets.ReadAsync("iris-species", 1, Token)).Get<string>("species").Values.ToArray();
        Assert.Equal(Enumerable.Range(0, 150), reference.Rows!.Places.Order());
        Assert.Equal(reference.Rows.Places.Select(place => species[place]), reference.Target.Select(own => reference.Classes[own]));
        Assert.InRange(MulticlassScores.All.Single(score => score.Name == "accuracy").Compute(reference.ToPredictions()), 0.9, 0.999);
        var importance = ImportanceReport.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version.Folder!, "importance.json"), Token));
        Assert.Equal("linear", importance.Method);
        Assert.Contains("The mean over 3 classes.", importance.Notes);
        Assert.DoesNotContain(importance.Notes, note => note.Contains("'setosa'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("petal.yaml")]
    [InlineData("species.yaml")]
    public async Task The_same_file_gives_the_same_model_and_a_version_is_judged_beside_the_last_one(string file)
    {
        var pipeline = await LoadAsync(file);
        pipeline = pipeline with { Candidates = [pipeline.Candidates[1]], Select = pipeline.Select with { FoldCount = 2 }, Gates = null, Endpoint = null };

        var first = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var second = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        Assert.Equal(first.ModelHash, second.ModelHash);
        var run = (await _saker.Experiments.FindRunAsync(second.Run, Token))!;
        var score = first.Report.Task == ScoreTask.Regression ? "rmse" : "accuracy";
        Assert.Equal(second.Report.Find(score)!.Value, run.Metrics[$"test.{score}"], 1e-12);

        var rows = await _saker.Datasets.ReadAsync(pipeline.Name, 1, Token);
        var columns = new PredictionColumns { Task = first.Report.Task, Target = pipeline.Target.Column };
        var judged = await VersionEvaluator.JudgeAsync(second.Version!, rows, columns, new EvaluationPlan { Bootstrap = new() { ResampleCount = 50 } }, Token);
        Assert.Equal((first.Report.Task, 150), (judged.Task, judged.RowCount));
        if (first.Report.Task == ScoreTask.Multiclass)
            await JudgeOnOthersAsync(second.Version!, rows, judged);
    }

    // A class that came later is judged as wrong, and a column that is called like a probability is none.
    private static async Task JudgeOnOthersAsync(ModelVersion version, Table rows, EvaluationReport before)
    {
        var species = rows.Get<string>("species").Values.ToArray();
        var others = new Table([.. rows.Without(["species"]).Columns, Column.OfText("species", [.. species.Select((name, row) => row < 3 ? "sibirica" : name)]), Column.OfNumbers("probability_of_rain", new double[150])]);

        var report = await VersionEvaluator.JudgeAsync(version, others, new PredictionColumns { Task = ScoreTask.Multiclass, Target = "species" }, new EvaluationPlan { Bootstrap = new() { ResampleCount = 50 } }, Token);

        Assert.Equal(["setosa", "versicolor", "virginica", "sibirica"], report.Classes.Select(own => own.Name));
        Assert.Equal(before.Find("accuracy")!.Value - (3 / 150.0), report.Find("accuracy")!.Value, 1e-9);
        Assert.True(report.Find("log_loss")!.Value > before.Find("log_loss")!.Value);
    }

    [Fact]
    public async Task Searches_nested_folds_learning_curves_and_gates_against_the_champion_serve_numbers()
    {
        var yaml = $$$"""
            pipeline: petal
            source: {csv: {{{Path.Combine(Example, "data", "iris.csv")}}}}
            target: {column: petal_width_cm, task: regression}
            candidates:
              - {trainer: linear_regression, l2: {from: 0.01, to: 10, log: true}, tune: {trials: 3, sampler: random}}
            select: {folds: 3, score: mae, nested: 2}
            evaluate: {learning_curve: true, segments: [species], resamples: 100}
            gates:
              segments: [{column: species, score: mae, max: 0.6, min_rows: 5}]
              champion: {score: rmse}
              size: {max_mib: 1}
            register: {model: petal, alias: champion}
            """;
        var pipeline = PipelineFile.Parse(yaml, _folder);
        var first = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var second = await _saker.Pipelines.RunAsync(pipeline with { Candidates = [new LinearRegression { L2 = 0.5 }], Tuning = [] }, null, Token);

        Assert.Equal("mae", first.Selection.Score);
        Assert.Equal(2, first.Nested!.Folds.Count);
        Assert.NotEmpty(first.Report.LearningCurve);
        Assert.NotEmpty(first.Report.Segments);
        Assert.True(first.Gates!.Passed, string.Join("; ", first.Gates.Gates.Select(gate => gate.Finding)));
        Assert.Contains(second.Gates!.Gates, gate => gate.Name == "champion.rmse" && gate.Finding.Contains("p =", StringComparison.Ordinal));
        Assert.Contains(second.Report.Baselines, baseline => baseline.Name == "mean");
    }

    [Fact]
    public async Task A_class_with_three_test_rows_ends_no_training_whose_champion_is_compared_by_ranks()
    {
        var path = Path.Combine(_folder, "rare.csv");
        await File.WriteAllLinesAsync(path, Enumerable.Range(-1, 121).Select(row => row < 0 ? "x,y,kind" : $"{row % 10},{row % 7},{(row % 20 == 3 ? "rare" : row % 10 < 5 ? "low" : "high")}"), Token);
        var pipeline = PipelineFile.Parse($$$"""
            pipeline: rare
            source: {csv: {{{path}}}}
            target: {column: kind, task: classification}
            split: {test: 0.5}
            candidates: [{trainer: logistic_regression}]
            select: {folds: 2, score: roc_auc_ovr}
            evaluate: {resamples: 50}
            gates: {champion: {score: roc_auc_ovr}}
            register: {model: rare, alias: champion}
            """, _folder);
        await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var result = await _saker.Pipelines.RunAsync(pipeline with { Candidates = [new LogisticRegression { L2 = 100 }] }, null, Token);

        Assert.Equal(3, result.Report.Classes.Single(own => own.Name == "rare").RowCount);
        var gate = Assert.Single(result.Gates!.Gates);
        Assert.NotEqual(GateOutcome.NotMeasurable, gate.Outcome);
        Assert.True(gate.Interval.IsKnown);
        Assert.Contains(gate.Value < 0 ? "worse by" : "better by", gate.Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("by -", gate.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_are_one_of_every_model_are_refused_before_anything_is_trained()
    {
        var pipeline = PipelineFile.Parse("""
            pipeline: toy
            source: {csv: rows.csv}
            target: {column: kind, task: classification}
            candidates: [{trainer: logistic_regression}]
            select: {score: top_3_accuracy}
            gates: {scores: {top_2_accuracy: {min: 0.8}, top_3_accuracy: {min: 0.9}}, champion: {score: top_3_accuracy}}
            """, "/");
        var target = new TargetValues { Values = [0, 1, 2], Task = LearningTask.Classes(3), Classes = ["a", "b", "c"] };

        var refused = Assert.Throws<SakerException>(() => TaskRules.RequireScoresOf(pipeline, target));
        Assert.Equal(["select.score", "gates.scores.top_3_accuracy", "gates.champion.score"], refused.Problems.Select(problem => problem.Field));
        Assert.Same(target, TaskRules.RequireScoresOf(pipeline with { Select = pipeline.Select with { Score = "top_2_accuracy" }, Gates = null }, target));
    }

    [Fact]
    public void What_only_two_classes_have_is_refused_by_its_key_and_nothing_else_is_read_wrongly()
    {
        const string yaml = """
            pipeline: toy
            source: {csv: rows.csv}
            target: {column: price, task: regression}
            split: {by: stratified}
            candidates: [{trainer: logistic_regression}, {trainer: gradient_boosting}]
            select: {score: roc_auc, scheme: stratified}
            threshold: {value: 0.5}
            calibrate: platt
            fairness: {protected: [sex]}
            mitigate: {method: reweighing, protected: sex}
            gates: {calibration: {max: 0.1}, scores: {roc_auc: {min: 0.8}, rmse: {max: 5}}}
            """;
        var refused = Assert.Throws<SakerException>(() => PipelineFile.Parse(yaml, "/"));

        string[] fields = ["split.by", "candidates[0].trainer", "select.score", "select.scheme", "threshold", "calibrate", "fairness", "mitigate", "gates.calibration.ece", "gates.scores.roc_auc"];
        Assert.Equal(fields.Order(StringComparer.Ordinal), refused.Problems.Select(problem => problem.Field.Split(", ")[^1]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Message.Contains("linear_regression", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_declared_in_code_is_held_to_the_same()
    {
        var pipeline = new Pipeline
        {
            Name = "petal",
            Source = new Data.Sources.CsvSource { Path = Path.Combine(Example, "data", "iris.csv") },
            Target = TargetSettings.Regression("petal_width_cm"),
            Candidates = [new LogisticRegression()],
            Threshold = ThresholdPolicy.Maximise("f1"),
            Select = new SelectSettings(),
        };
        Assert.Equal("rmse", (pipeline with { Select = SelectSettings.For(ScoreTask.Regression) }).Select.Score);
        Assert.Equal(SplitBy.Random, pipeline.Split.By);

        var refused = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));
        Assert.Equal(["candidates[0].trainer", "select.score", "threshold"], refused.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("several classes", "species.yaml")]
    [InlineData("a number", "petal.yaml")]
    public async Task The_documentation_shows_what_the_example_runs(string shown, string file) =>
        Assert.EndsWith(DocumentationExample.Read("docs/pipeline-file.md", shown).Trim(), (await File.ReadAllTextAsync(Path.Combine(Example, file), Token)).Trim(), StringComparison.Ordinal);

    [Theory]
    [InlineData("left,yes,no,yes", "", ScoreTask.Multiclass, "positive: \"yes\"")]
    [InlineData("left,a,b,c", "a", ScoreTask.Binary, "task: classification")]
    [InlineData("left,a,b,c", "", ScoreTask.Regression, "predicts numbers")]
    [InlineData("left,4,4,4", "", ScoreTask.Regression, "same number")]
    [InlineData("left,a,a,a", "", ScoreTask.Multiclass, "nothing to predict")]
    public async Task A_target_that_does_not_hold_what_the_task_needs_says_what_to_do(string cells, string positive, ScoreTask task, string remedy)
    {
        var path = Path.Combine(_folder, "rows.csv");
        await File.WriteAllLinesAsync(path, cells.Split(',').Select((cell, row) => row == 0 ? $"x,{cell}" : $"{row},{cell}"), Token);
        var rows = await new Data.Sources.CsvSource { Path = path }.ReadAllAsync(Token);

        var refused = Assert.Throws<SakerException>(() => TargetValues.From(rows, new TargetSettings("left", positive) { Task = task }));
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("target.", refused.Field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_that_are_numbers_come_in_their_order()
    {
        var path = Path.Combine(_folder, "digits.csv");
        await File.WriteAllLinesAsync(path, ["x,digit", "1,10", "2,9", "3,2", "4,10"], Token);
        var rows = await new Data.Sources.CsvSource { Path = path }.ReadAllAsync(Token);

        var target = TargetValues.From(rows, TargetSettings.Classes("digit"));
        Assert.Equal(["2", "9", "10"], target.Classes);
        Assert.Equal([2f, 1, 0, 2], target.Values);
    }

    /// <summary>Intervals need no more here than to be there.</summary>
    private static async Task<Pipeline> LoadAsync(string file) =>
        (await PipelineFile.LoadAsync(Path.Combine(Example, file), Token)) with { Evaluation = new EvaluationPlan { Bootstrap = new() { ResampleCount = 50 } } };

    private async Task<Table> PredictAsync(string name)
    {
        await _saker.Host.RefreshAsync(Token);
        return (await _saker.Host.PredictAsync(name, await _saker.Datasets.ReadAsync(name, 1, Token), Token)).Outputs;
    }
}
