using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;
using Saker.Learning.Trainers;
using Saker.Platform.Gates;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

/// <summary>Fairness, mitigation and behaviour tests as parts of a pipeline.</summary>
public sealed class PipelinePeopleTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-people-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_run_tells_how_groups_fare_and_how_the_model_behaves()
    {
        var pipeline = Parse("""
            fairness:
              protected: [payment, {column: age, over: 45}]
              limits: {statistical_parity_difference: 0.05, theil_index: 0.9}
            behaviour:
              made: 50
              tests:
                - {test: range}
                - {test: determinism}
                - {test: monotonicity, column: age, direction: decreasing}
                - {test: invariance, columns: [payment], severity: warn, name: payment matters}
            """);

        var told = new List<string>();
        var result = await _saker.Pipelines.RunAsync(pipeline, new Told(told), Token);

        Assert.Equal(["payment", "age", "payment and age"], result.Fairness!.Attributes.Select(attribute => attribute.Name));
        Assert.False(result.Fairness.Passed);
        Assert.True(result.Behaviour!.Passed);
        Assert.Equal(BehaviourOutcome.Warned, result.Behaviour.Find("payment matters")!.Outcome);
        Assert.Contains(told, warning => warning.StartsWith("payment matters: it does not hold that", StringComparison.Ordinal));
        Assert.Contains(told, warning => warning.StartsWith("age, over 45: statistical parity difference", StringComparison.Ordinal) || warning.StartsWith("age, 45 and under: statistical parity difference", StringComparison.Ordinal));
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(result.Fairness.Find("age")!.Find(MeasureName.DisparateImpact)!.Value, run.Metrics["fairness.age.disparate_impact"], 1e-12);
        Assert.Equal(3, run.Metrics["behaviour.passed"]);
        var root = $"{run.ExperimentId}/{run.Id}/artifacts";
        Assert.Equal(["labels.json", "report.json"], (await _saker.Artifacts.ListAsync($"{root}/fairness", Token)).Select(entry => Path.GetFileName(entry.Path)));
        Assert.Equal(["report.json"], (await _saker.Artifacts.ListAsync($"{root}/behaviour", Token)).Select(entry => Path.GetFileName(entry.Path)));
        var kept = await ModelFolder.ReadAsync(result.Version!.Folder!, null, ModelFolderOptions.Default, Token);
        Assert.Equal(BehaviourSuiteFile.Write(pipeline.Behaviour!), kept.Contents.Behaviour);
    }

    [Theory]
    [InlineData("reweighing", "")]
    [InlineData("thresholds", ", slack: 0.02")]
    [InlineData("exponentiated_gradient", ", slack: 0.02, iterations: 10")]
    public async Task A_mitigation_narrows_the_gap_in_what_is_served_and_states_its_price(string method, string more)
    {
        var pipeline = Parse($$"""
            mitigate: {method: {{method}}, protected: payment{{more}}}
            """) with { Candidates = [new LogisticRegression()] };
        var plain = await _saker.Pipelines.RunAsync(pipeline with { Mitigation = null, Fairness = new FairnessPlan { Protected = [ProtectedAttribute.Of("payment")] }, Name = "plain" }, null, Token);

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var (before, after) = (Gap(plain), Gap(result));
        Assert.True(Math.Abs(after) < Math.Abs(before) - 0.1, $"{before} -> {after}");
        Assert.Equal(after, result.Price!.Taken.Find(MeasureName.StatisticalParityDifference)!.Value, 1e-12);
        Assert.Equal(result.Price.Taken.Accuracy.Value, result.Evaluation.Accuracy, 1e-12);
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal(result.Price.AccuracyLoss, run.Metrics["fairness.price.accuracy"], 1e-12);
        Assert.Equal(["labels.json", "price.json", "price.svg", "report.json"], (await _saker.Artifacts.ListAsync($"{run.ExperimentId}/{run.Id}/artifacts/fairness", Token)).Select(entry => Path.GetFileName(entry.Path)));
        // The served labels are those that were measured.
        await _saker.Host.RefreshAsync(Token);
        var rows = await _saker.Datasets.ReadAsync("people", 1, Token);
        var answers = (await _saker.Host.PredictAsync("people", rows, Token)).Outputs.Get<string>(ModelGraph.LabelName).Values.ToArray();
        Assert.InRange(Math.Abs(GapOf(rows, answers)), 0, Math.Abs(before) - 0.05);
    }

    [Fact]
    public async Task Labels_by_thresholds_of_groups_are_judged_everywhere_as_they_are_served()
    {
        var pipeline = Parse("mitigate: {method: thresholds, protected: payment, slack: 0.02}");

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var rows = await _saker.Datasets.ReadAsync("people", 1, Token);
        await _saker.Host.RefreshAsync(Token);
        var served = (await _saker.Host.PredictAsync("people", rows, Token)).Outputs;
        var truth = LabelledRows.Read(rows, "left", "yes");
        var confusion = BinaryPredictions.Of(truth.Target, truth.Labels, served, 0.5).Confusion;
        using var candidate = await _saker.GateCandidates.OpenAsync(result.Version!, Token);
        var byOne = new BinaryPredictions(truth.Target, served.Get<float>(ModelGraph.ProbabilityName).Values.Span, candidate.Threshold).Confusion;
        Assert.True(Math.Abs(byOne.Accuracy - confusion.Accuracy) > 0.01, $"{byOne.Accuracy} {confusion.Accuracy}");

        // Gates, beside a champion that has one threshold for all.
        var plain = await _saker.Pipelines.RunAsync(pipeline with { Mitigation = null, Name = "plain", Endpoint = null }, null, Token);
        using var champion = await _saker.GateCandidates.OpenAsync(plain.Version!, Token);
        var evidence = new GateEvidence { Candidate = candidate, Rows = truth, Data = "all", FindChampionAsync = (_, _) => Task.FromResult<GateCandidate?>(champion) };
        var report = await GateFile.Parse("{scores: {accuracy: {min: 0}, mcc: {min: -1}}, segments: [{column: payment, score: recall, min: 0}], champion: {score: accuracy, margin: 0.5}}").Suite.JudgeAsync(evidence, TimeProvider.System, Token);
        Assert.Equal(confusion.Accuracy, report.Gates.Single(gate => gate.Name == "scores.accuracy").Value, 1e-12);
        Assert.Equal(confusion.Mcc, report.Gates.Single(gate => gate.Name == "scores.mcc").Value, 1e-12);
        var cheques = await EvaluateAsync(result.Version!, SegmentRequest.By("payment"));
        Assert.Equal(cheques.FindSegment("payment == 'cheque'")!.Find("recall")!.Value, report.Gates.Single(gate => gate.Name == "segments.payment.recall").Parts.Single(part => part.Name == "payment = cheque").Value, 1e-12);
        var before = (await EvaluateAsync(plain.Version!)).Find("accuracy")!.Value;
        Assert.Equal(confusion.Accuracy - before, report.Gates.Single(gate => gate.Name == "champion.accuracy").Value, 1e-12);

        // The evaluation of a registered version, and that of the run, of which each score is logged once.
        Assert.Equal(confusion, Of((await EvaluateAsync(result.Version!)).Confusion!));
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        foreach (var (name, value) in (IEnumerable<(string, double)>)[("accuracy", result.Evaluation.Accuracy), ("precision", result.Evaluation.Precision), ("recall", result.Evaluation.Recall), ("f1", result.Evaluation.F1)])
        {
            Assert.Equal(value, result.Evaluation.Report!.Find(name)!.Value, 1e-12);
            Assert.Equal(value, Assert.Single(await _saker.Experiments.GetHistoryAsync(run.Id, $"test.{name}", Token)).Value, 1e-12);
        }
        Assert.Contains(result.Evaluation.Report!.Findings, finding => finding.Field == "threshold");
        var kept = await ModelFolder.ReadAsync(result.Version!.Folder!, null, ModelFolderOptions.Default, Token);
        Assert.Contains("the threshold of its group of payment: card ", kept.Contents.Card, StringComparison.Ordinal);

        Task<EvaluationReport> EvaluateAsync(ModelVersion version, params IReadOnlyList<SegmentRequest> segments) =>
            VersionEvaluator.JudgeAsync(version, rows, "left", "yes", new EvaluationPlan { Segments = segments, Bootstrap = new Bootstrap { ResampleCount = 100 } }, Token);
    }

    [Fact]
    public async Task A_protected_column_that_preparation_drops_becomes_an_input_where_thresholds_need_it()
    {
        var pipeline = Parse("mitigate: {method: thresholds, protected: payment}") with { Candidates = [new LogisticRegression()] };
        pipeline = pipeline with { Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of("id", "payment") }, .. Learning.Preparation.PreparationPlan.Default.Steps] } };

        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        await _saker.Host.RefreshAsync(Token);
        Assert.Equal(["age", "spend", "payment"], _saker.Host.GetSignature("people").Inputs.Select(input => input.Name));
        Assert.NotNull(result.Version);
    }

    [Fact]
    public async Task What_the_data_do_not_have_is_told_at_once_before_anything_is_trained()
    {
        var pipeline = Parse("""
            fairness: {protected: [sex, age, left], favourable: maybe}
            mitigate: {method: reweighing, protected: race}
            behaviour:
              tests:
                - {test: invariance, columns: [paiment]}
                - {test: monotonicity, column: id, direction: increasing}
            """);

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(
            ["fairness.protected[0]", "fairness.protected[1]", "fairness.protected[2]", "fairness.favourable", "mitigate.protected[0]", "behaviour.tests[0].columns", "behaviour.tests[1].column"],
            error.Problems.Select(problem => problem.Field));
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
        var checkedNow = await PipelineCheck.RunAsync(pipeline, Token);
        Assert.Contains(checkedNow.Results.SelectMany(found => found.Violations), violation => violation.Complaint!.StartsWith("fairness.protected[0]:", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_the_file_says_wrong_is_told_with_its_line()
    {
        var error = Assert.Throws<SakerException>(() => Parse("""
            threshold: {value: 0.4}
            fairness: {protected: [], limits: {parity: 0.1}}
            mitigate: {method: thresholds, protected: payment}
            behaviour: {tests: [{test: magic}]}
            """));
        foreach (var place in (string[])["fairness.protected", "fairness.limits.parity", "behaviour.tests[0].test", "threshold"])
            Assert.Contains(error.Problems, problem => problem.Field.EndsWith(place, StringComparison.Ordinal) && problem.Field.StartsWith("line ", StringComparison.Ordinal));
    }

    private Pipeline Parse(string more)
    {
        WritePeople();
        return PipelineFile.Parse($$"""
            pipeline: people
            source: {csv: customers.csv}
            target: {column: left, positive: "yes"}
            prepare:
              - {transform: drop, columns: [id]}
              - {transform: impute, columns: numbers, with: median}
              - {transform: one_hot, columns: text}
            candidates:
              - {trainer: logistic_regression}
            select: {folds: 3}
            register: {model: people}
            deploy: {endpoint: people}
            {{more}}
            """, _folder);
    }

    /// <summary>The younger leave more often, and much more so those who pay by cheque.</summary>
    private void WritePeople()
    {
        var random = new Random(3);
        var text = new StringBuilder("id,age,spend,payment,left\n");
        for (var row = 0; row < 3_000; row++)
        {
            var age = random.Next(18, 90);
            var cheque = random.NextDouble() < 0.4;
            var leaves = random.NextDouble() < 1 / (1 + Math.Exp((age - 54) / 15.0 + (cheque ? -1 : 1)));
            text.Append(CultureInfo.InvariantCulture, $"c{row},{age},{(random.NextDouble() < 0.05 ? "" : random.Next(100))},{(cheque ? "cheque" : "card")},{(leaves ? "yes" : "no")}\n");
        }
        File.WriteAllText(Path.Combine(_folder, "customers.csv"), text.ToString());
    }

    private static Confusion Of(ConfusionMatrix matrix) =>
        new() { TrueNegatives = matrix.Counts[0][0], FalsePositives = matrix.Counts[0][1], FalseNegatives = matrix.Counts[1][0], TruePositives = matrix.Counts[1][1] };

    private static double Gap(PipelineResult result) => result.Fairness!.Find("payment")!.Find(MeasureName.StatisticalParityDifference)!.Value;

    private static double GapOf(Table rows, string[] answers)
    {
        var payment = rows.Get<string>("payment").Values.ToArray();
        double Rate(string group) => Enumerable.Range(0, answers.Length).Where(row => payment[row] == group).Average(row => answers[row] == "yes" ? 1.0 : 0.0);
        return Rate("cheque") - Rate("card");
    }

    private sealed class Told(List<string> warnings) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
            if (value is PipelineWarning warning)
                warnings.Add(warning.Message);
        }
    }
}
