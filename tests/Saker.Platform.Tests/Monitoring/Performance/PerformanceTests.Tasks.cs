using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Registry;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Monitoring.Performance;

/// <summary>Versions that tell several classes and that predict numbers, with what their training left.</summary>
public sealed partial class PerformanceTests
{
    private static readonly string[] s_classes = ["low", "middle", "high"];
    private static readonly EvaluationPlan s_plan = new() { Bootstrap = new Bootstrap { ResampleCount = 50 } };

    [Fact]
    public async Task Of_several_classes_the_first_window_is_estimated_from_the_held_out_rows_and_scored_with_probabilities()
    {
        await RegisterClassesAsync();
        var outcomes = ServeClasses("c", 2_000, seed: 1, spread: 2);
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        var estimate = Assert.Single((await GetAsync()).Versions.Single(version => version.Version == 2).Windows).Estimate!;
        await _saker.OutcomeIntake.AddAsync(outcomes, Cancellation);
        var live = (await GetAsync()).Versions.Single(version => version.Version == 2).Live!;

        Assert.Equal(("cbpe", 2_000), (estimate.Method, live.RowCount));
        foreach (var score in (IReadOnlyList<string>)["accuracy", "f1_macro", "roc_auc_ovr"])
            Assert.InRange(Math.Abs(estimate.Find(score)!.Value - live.Find(score)!.Value), 0, 0.03);
        Assert.NotNull(live.Find("log_loss"));
    }

    [Fact]
    public async Task An_outcome_that_is_no_class_of_the_model_is_wrong_and_one_class_alone_can_be_scored()
    {
        await RegisterClassesAsync();
        AddClasses("one", Start, "low", [0.7f, 0.2f, 0.1f]);
        AddClasses("two", Start, "low", [0.6f, 0.3f, 0.1f]);
        _time.Advance(TimeSpan.FromHours(1));

        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "one", Value = "low" }], Cancellation);
        Assert.Equal(1, (await GetAsync()).Versions.Single(version => version.Version == 2).Live!.Find("accuracy")!.Value);
        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "two", Value = "elsewhere" }], Cancellation);
        Assert.Equal(0.5, (await GetAsync()).Versions.Single(version => version.Version == 2).Live!.Find("accuracy")!.Value);
    }

    [Fact]
    public async Task Outcomes_that_are_no_class_are_one_class_more_however_many_texts_they_are()
    {
        await RegisterClassesAsync();
        var outcomes = ServeClasses("u", 200, seed: 3, spread: 2);
        await _saker.OutcomeIntake.AddAsync([.. outcomes.Select((outcome, i) => i % 2 == 0 ? outcome : outcome with { Value = $"id-{i}" })], Cancellation);

        var version = (await GetAsync()).Versions.Single(version => version.Version == 2);

        Assert.Equal([.. s_classes, "(no class)"], version.Live!.Classes.Select(own => own.Name));
        Assert.InRange(version.Live.Find("accuracy")!.Value, 0.1, 0.5);
        Assert.Contains(version.Findings, finding => finding.Message.Contains("100 of 200 outcomes are no class", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_known_classes_outcomes_that_were_never_answered_are_not_as_many_classes_as_they_like()
    {
        await RegisterAsync(withEvaluation: false);
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = settings.Performance with { Task = ScoreTask.Multiclass, Prediction = "label" } }, Cancellation);
        for (var i = 0; i < 300; i++)
            AddClasses($"o{i}", Start, "low", probabilities: null);
        _time.Advance(TimeSpan.FromHours(1));
        await _saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, 300).Select(i => new NewOutcome { RequestId = $"o{i}", Value = i < 100 ? "low" : $"id-{i}" })], Cancellation);

        var version = (await GetAsync()).Versions.Single(version => version.PairCount == 300);

        Assert.Equal(1 / 3.0, version.Live!.Find("accuracy")!.Value, 1e-9);
        Assert.InRange(version.Live.Classes.Count, 2, 102);
        Assert.Contains(version.Findings, finding => finding.Message.Contains("100 of 300 outcomes are among 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_model_of_numbers_whose_columns_are_all_redacted_nothing_is_estimated_and_nothing_kept()
    {
        await RegisterNumbersAsync(withDataset: true);
        var hashed = new[] { "Contract", "tenure", "cost" }.ToDictionary(name => name, _ => (object?)"hash");
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Log = settings.Log with { Redact = new Dictionary<string, object?> { ["columns"] = hashed, ["others"] = "keep" } } }, Cancellation);
        for (var i = 0; i < 50; i++)
            _log.Add($"n{i}", Start + (TimeSpan.FromDays(1) * i / 50), [i / 5f], version: 2, contract: ["Two year"]);
        _time.Advance(TimeSpan.FromDays(1));
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        Assert.DoesNotContain((await GetAsync()).Versions.SelectMany(version => version.Windows), window => window.Estimate is not null);
    }

    [Fact]
    public async Task Held_out_rows_that_are_kept_are_those_of_the_files_whatever_the_name()
    {
        var table = new Table([Column.OfNumbers("tenure", [.. Enumerable.Range(0, 40).Select(row => (double)row)])]);
        var dataset = await _saker.Datasets.AddAsync("costs", table, Profile.Of(table), "made up", Cancellation);
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = Path.Combine(_backend.Folder, "made-True"), Dataset = dataset.Reference, Aliases = ["costs"] }, Cancellation);
        var tables = new HeldOutTables(_saker.Registry, _saker.Datasets, _time);
        var number = (await _saker.Registry.ResolveAsync("churn@costs", Cancellation)).Version;
        ScoredVersion Of(int first, int count, string hash) => new()
        {
            Model = "churn",
            Version = number,
            Hash = hash,
            Columns = null,
            Reference = HeldOutNumbers.Of(new RegressionPredictions(new double[count], new double[count]), new HeldOutRows { Dataset = dataset.Hash, Places = [.. Enumerable.Range(first, count)] }),
        };

        foreach (var (first, count, hash) in new[] { (0, 30, "a"), (10, 30, "b"), (0, 20, "c") })
        {
            var known = (await tables.FindAsync(Of(first, count, hash), Cancellation))!.Value;
            Assert.Equal((count, (double)first), (known.Rows.RowCount, known.Rows.Get("tenure").ToFloat64()[0]));
        }
    }

    [Fact]
    public async Task Rows_that_were_logged_without_probabilities_are_scored_by_their_labels()
    {
        await RegisterClassesAsync();
        AddClasses("new", Start, "low", [0.7f, 0.2f, 0.1f]);
        AddClasses("old", Start, "high", probabilities: null);
        _time.Advance(TimeSpan.FromHours(1));
        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "new", Value = "low" }, new NewOutcome { RequestId = "old", Value = "middle" }], Cancellation);

        var live = (await GetAsync()).Versions.Single(version => version.Version == 2).Live!;

        Assert.Equal((2, 0.5), (live.RowCount, live.Find("accuracy")!.Value));
        Assert.Null(live.Find("log_loss"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Losses_of_the_first_window_are_predicted_where_the_dataset_of_the_training_is_here(bool withDataset)
    {
        await RegisterNumbersAsync(withDataset);
        var (loss, chance) = (0.0, new Random(5));
        for (var i = 0; i < 2_000; i++)
        {
            var prediction = (float)(10 * chance.NextDouble());
            _log.Add($"n{i}", Start + (TimeSpan.FromDays(1) * i / 2_000), [prediction], version: 2, contract: ["Two year"]);
            loss += Math.Abs(ErrorOf(chance, "Two year")) / 2_000;
        }
        _time.Advance(TimeSpan.FromDays(1));
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        var windows = (await GetAsync()).Versions.Where(version => version.Version == 2).SelectMany(version => version.Windows).ToList();

        if (!withDataset)
        {
            Assert.DoesNotContain(windows, window => window.Estimate is not null);
            return;
        }
        var estimate = Assert.Single(windows).Estimate!;
        // Over all rows it would be 0.55 of that.
        Assert.Equal("dle", estimate.Method);
        Assert.InRange(estimate.Find("mae")!.Value / loss, 0.9, 1.1);
    }

    [Fact]
    public async Task A_model_that_is_renamed_keeps_its_outcomes_windows_and_detectors()
    {
        await ServeAsync(Start, 400, seed: 1);
        await JudgeAsync(Start.AddDays(1).AddHours(3));
        var before = (await GetAsync()).Versions.Single();

        await _saker.Registry.RenameAsync("churn", "leavers", Cancellation);
        await JudgeAsync(Start.AddDays(1).AddHours(4));

        var version = (await GetAsync()).Versions.Single();
        Assert.Equal(("leavers", before.PairCount, before.Windows.Count), (version.Model, version.PairCount, version.Windows.Count));
        Assert.Equal(before.Live!.Find("roc_auc")!.Value, version.Live!.Find("roc_auc")!.Value);
        Assert.Equal(before.Detectors.Select(own => own.TakenCount), version.Detectors.Select(own => own.TakenCount));
    }

    private static double ErrorOf(Random chance, string contract) => (contract == "Two year" ? 2 : 0.2) * ((2 * chance.NextDouble()) - 1);

    private static MulticlassPredictions SimulatedClasses(int count, int seed, double spread)
    {
        var chance = new Random(seed);
        var (target, said, probabilities) = (new int[count], new int[count], new double[count * 3]);
        for (var row = 0; row < count; row++)
        {
            double[] weights = [.. s_classes.Select(_ => Math.Exp(spread * ((2 * chance.NextDouble()) - 1)))];
            double[] shares = [.. weights.Select(weight => weight / weights.Sum())];
            var draw = chance.NextDouble();
            target[row] = draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2;
            said[row] = Array.IndexOf(shares, shares.Max());
            shares.CopyTo(probabilities, row * 3);
        }
        return new MulticlassPredictions(s_classes, target, said, probabilities);
    }

    private List<NewOutcome> ServeClasses(string prefix, int count, int seed, double spread)
    {
        var rows = HeldOutClasses.Of(SimulatedClasses(count, seed, spread));
        for (var i = 0; i < count; i++)
            AddClasses($"{prefix}{i}", Start + (TimeSpan.FromDays(1) * i / count), s_classes[rows.Said[i]], [.. rows.Probabilities.Skip(3 * i).Take(3)]);
        _time.Advance(TimeSpan.FromDays(1));
        return [.. Enumerable.Range(0, count).Select(i => new NewOutcome { RequestId = $"{prefix}{i}", Value = s_classes[rows.Target[i]] })];
    }

    private void AddClasses(string id, DateTimeOffset at, string label, float[]? probabilities) => _log.Add(new LoggedPrediction
    {
        RequestId = id,
        Endpoint = "churn",
        Model = "churn",
        Version = 2,
        At = at,
        RowCount = 1,
        Step = "primary",
        Rows = [0],
        Inputs = new Table([Column.OfNumbers("tenure", [1])]),
        Outputs = new Table([Column.OfText("label", [label]), .. (probabilities ?? []).Select((value, own) => Column.Of<float>(ModelOutputs.ProbabilityPrefix + s_classes[own], new[] { value }))]),
        Weight = 1,
    });

    private Task RegisterClassesAsync()
    {
        var rows = SimulatedClasses(2_000, seed: 20, spread: 1);
        var signature = ToyChurn.Signature with
        {
            Outputs = [new SignatureColumn(ModelGraph.LabelName, ColumnType.Text) { Categories = s_classes }, new SignatureColumn(ModelGraph.ProbabilitiesName, ColumnType.Float32) { Shape = [-1, 3] }],
        };
        return RegisterAsync("classes", signature, Evaluator.Judge(rows, null, s_plan, Cancellation), HeldOutClasses.Of(rows), dataset: null);
    }

    private async Task RegisterNumbersAsync(bool withDataset)
    {
        var chance = new Random(4);
        var contracts = Enumerable.Range(0, 2_000).Select(row => row % 2 == 0 ? "One year" : "Two year").ToArray();
        var prediction = contracts.Select(_ => 10 * chance.NextDouble()).ToArray();
        var target = contracts.Select((contract, row) => prediction[row] + ErrorOf(chance, contract)).ToArray();
        var table = new Table([Column.OfText("Contract", contracts), Column.OfNumbers("tenure", new double[2_000]), Column.OfNumbers("cost", target)]);
        var dataset = withDataset ? await _saker.Datasets.AddAsync("costs", table, Profile.Of(table), "made up", Cancellation) : null;
        var rows = new RegressionPredictions(target, prediction);
        var signature = ToyChurn.Signature with { Outputs = [new SignatureColumn("probability", ColumnType.Float32)] };
        await RegisterAsync("numbers", signature, Evaluator.Judge(rows, null, s_plan, Cancellation), HeldOutNumbers.Of(rows, new HeldOutRows { Dataset = dataset?.Hash ?? "gone", Places = [.. Enumerable.Range(0, 2_000)] }), dataset?.Reference);
    }

    private async Task RegisterAsync(string name, Signature signature, EvaluationReport evaluation, HeldOutAnswers reference, string? dataset)
    {
        var folder = Path.Combine(_backend.Folder, name);
        await ModelFolder.WriteAsync(folder, new ModelFolderContents { Model = ToyChurn.Graph().ToBytes(), Signature = signature, Evaluation = evaluation.ToJson(), Reference = reference.ToJson() }, Cancellation);
        var version = await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = folder, Dataset = dataset }, Cancellation);
        await _saker.Endpoints.DeployAsync("churn", "churn", version.Version, Cancellation);
    }
}
