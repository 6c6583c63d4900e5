using System.Xml.Linq;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Gates;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Pipelines;

namespace Saker.Platform.Tests.Gates;

/// <summary>What gates find of one toy model.</summary>
public sealed class GateSuiteTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-gates-").FullName;
    private SakerPlatform _saker = null!;
    private JudgedModel _toy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);
        _toy = await JudgedModel.TrainAsync(_saker, _folder, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _toy.Dispose();
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_gate_is_run_behind_those_that_failed()
    {
        var report = await _toy.JudgeAsync(
            "{scores: {roc_auc: {min: 0.999}, accuracy: {min: 0.5}}, segments: [{column: id, score: f1, min: 0.1}], calibration: {max: 0.5}, size: {max_mib: 0.0001}}", Token);

        Assert.False(report.Passed);
        Assert.Equal(
            [("scores.roc_auc", GateOutcome.Failed), ("scores.accuracy", GateOutcome.Passed), ("segments.id.f1", GateOutcome.NotMeasurable), ("calibration.ece", GateOutcome.Passed), ("size", GateOutcome.Failed)],
            report.Gates.Select(gate => (gate.Name, gate.Outcome)));
        Assert.Equal(["scores.roc_auc", "segments.id.f1", "size"], report.Failed);
        Assert.Equal((600, _toy.Candidate.Hash), (report.RowCount, report.Hash));
    }

    [Fact]
    public async Task Score_is_that_of_the_catalogue_and_its_interval_lies_around_it()
    {
        var report = await _toy.JudgeAsync("{scores: {roc_auc: {min: 0.5, by: low}, log_loss: {max: 2}}}", Token);
        var answers = await _toy.Candidate.Model.PredictAsync(_toy.Rows.Rows, Token);
        var probability = answers.Get<float>("probability").Values.ToArray();
        foreach (var gate in report.Gates)
        {
            Assert.Equal(ScoreCatalogue.Get(gate.Name["scores.".Length..]).Compute(_toy.Rows.Target, probability, _toy.Candidate.Threshold), gate.Value, 12);
            Assert.InRange(gate.Value, gate.Interval.Low, gate.Interval.High);
        }
        var auc = report.Gates[0];
        var between = ((auc.Value + auc.Interval.Low) / 2).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Assert.True((await _toy.JudgeAsync($"{{scores: {{roc_auc: {{min: {between}}}}}}}", Token)).Passed);
        Assert.False((await _toy.JudgeAsync($"{{scores: {{roc_auc: {{min: {between}, by: low}}}}}}", Token)).Passed);
    }

    [Fact]
    public async Task Worst_segment_is_named_with_its_value()
    {
        var report = await _toy.JudgeAsync("{segments: [{column: payment, score: accuracy, min: 0.99, min_rows: 10}]}", Token);
        var gate = Assert.Single(report.Gates);
        Assert.Equal(GateOutcome.Failed, gate.Outcome);
        Assert.Equal(2, gate.Parts.Count);
        Assert.True(gate.Parts[0].Value <= gate.Parts[1].Value);
        Assert.Contains($"2 of 2 segments fall short, the worst is {gate.Parts[0].Name}", gate.Finding, StringComparison.Ordinal);
        Assert.Equal(600, gate.Parts.Sum(part => part.RowCount));
        Assert.Equal(GateOutcome.NotMeasurable, (await _toy.JudgeAsync("{segments: [{column: payment, score: accuracy, min: 0.1, min_rows: 601}]}", Token)).Gates[0].Outcome);
    }

    [Fact]
    public async Task Latency_is_that_of_single_rows()
    {
        var slow = new SteppingTime(TimeSpan.FromMilliseconds(3));
        Assert.Equal((3, GateOutcome.Failed), await LatencyAsync("2.9", slow));
        Assert.Equal((3, GateOutcome.Passed), await LatencyAsync("3.1", slow));
        // With the true clock: a graph of this size takes well under a second.
        Assert.Equal(GateOutcome.Passed, (await LatencyAsync("1000", TimeProvider.System)).Outcome);

        async Task<(double Value, GateOutcome Outcome)> LatencyAsync(string limit, TimeProvider time)
        {
            var gate = (await _toy.JudgeAsync($"{{latency: {{p99_ms: {limit}, calls: 200}}}}", Token, time)).Gates[0];
            return (Math.Round(gate.Value, 6), gate.Outcome);
        }
    }

    [Theory]
    [InlineData("disparate_impact: [0.0001, 1000]", 5, GateOutcome.Passed, "; not judged, with fewer than 30 rows: voucher (5)")]
    [InlineData("demographic_parity_ratio: [0.0001, 1]", 5, GateOutcome.Passed, "; not judged, with fewer than 30 rows: voucher (5)")]
    [InlineData("equal_opportunity_difference: [-1, 1]", 40, GateOutcome.NotMeasurable, "voucher beside ")]
    public async Task Small_groups_are_left_out_by_name_and_a_large_one_without_a_value_leaves_the_gate_open(string limit, int vouchers, GateOutcome outcome, string said)
    {
        // Nobody who pays by voucher leaves, so that nothing can be said of those who do.
        var staying = Enumerable.Range(0, _toy.Rows.RowCount).Where(row => _toy.Rows.Target[row] == 0f).Take(vouchers).ToHashSet();
        string?[] payment = [.. _toy.Rows.TextsOf("payment").Select((text, row) => staying.Contains(row) ? "voucher" : text)];
        var table = new Table([.. _toy.Rows.Rows.Columns.Select(column => column.Name == "payment" ? Column.OfText("payment", payment) : column)]);
        var evidence = new GateEvidence { Candidate = _toy.Candidate, Rows = LabelledRows.Read(table, "left", "yes"), Data = "with vouchers" };

        var report = await GateFile.Parse($"{{fairness: {{protected: [payment], limits: {{{limit}}}}}}}").Suite.JudgeAsync(evidence, TimeProvider.System, Token);

        var gate = Assert.Single(report.Gates);
        Assert.Equal(outcome, gate.Outcome);
        Assert.Contains(said, gate.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fairness_limits_are_gates_of_their_own()
    {
        var report = await _toy.JudgeAsync("{fairness: {protected: [payment], limits: {disparate_impact: 0.99, theil_index: 5}}}", Token);
        Assert.Equal([("fairness.payment.disparate_impact", GateOutcome.Failed), ("fairness.theil_index", GateOutcome.Passed)], report.Gates.Select(gate => (gate.Name, gate.Outcome)));
        Assert.True(double.IsFinite(report.Gates[0].Value));
    }

    [Fact]
    public async Task Behaviour_test_that_asked_nothing_is_not_passed()
    {
        // Without the only column in which training saw that values are missing.
        using var toy = await JudgedModel.TrainAsync(_saker, _folder, Token, pipeline => pipeline with
        {
            Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of("id", "spend") }, .. Learning.Preparation.PreparationPlan.Default.Steps] },
        });
        var gate = (await toy.JudgeAsync("{behaviour: {tests: [{test: determinism}, {test: missing}]}}", Token)).Gates[0];
        Assert.Equal(GateOutcome.NotMeasurable, gate.Outcome);
        Assert.Contains("1 of 2 tests asked nothing of these rows, such as missing: training saw no missing values", gate.Finding, StringComparison.Ordinal);
        Assert.Equal([("missing", GateOutcome.NotMeasurable), ("determinism", GateOutcome.Passed)], gate.Parts.Select(part => (part.Name, part.Outcome)));
        Assert.True((await toy.JudgeAsync("{behaviour: {tests: [{test: determinism}, {test: missing, severity: warn}]}}", Token)).Passed);
    }

    [Fact]
    public async Task Behaviour_tests_hold_or_are_named_with_a_counter_example()
    {
        var report = await _toy.JudgeAsync("{behaviour: {tests: [{test: determinism}, {test: monotonicity, column: age, direction: decreasing, tolerance: 0.0001}]}}", Token);
        Assert.True(report.Passed, report.Gates[0].Finding);
        var broken = (await _toy.JudgeAsync("{behaviour: {tests: [{test: monotonicity, column: age, direction: increasing}]}}", Token)).Gates[0];
        Assert.Equal((GateOutcome.Failed, 1), (broken.Outcome, broken.Parts.Count));
        Assert.Contains("monotonicity age: broken in", broken.Finding, StringComparison.Ordinal);
        var suite = GateFile.Parse("{behaviour: {tests: [{test: monotonicity, column: region, direction: increasing}]}}").Suite;
        Assert.Equal("gates.behaviour.tests[0]", Assert.Throws<SakerException>(() => suite.RequireAskable(_toy.Rows)).Problems[0].Field);
    }

    [Fact]
    public async Task Champion_that_is_not_there_yet_is_no_hindrance_and_the_same_model_is_no_worse_than_itself()
    {
        const string gates = "{champion: {score: roc_auc, better: true}}";
        Assert.Contains("no @champion yet", (await _toy.JudgeAsync(gates, Token)).Gates[0].Finding, StringComparison.Ordinal);
        using var same = await OpenAgainAsync();
        var report = await _toy.JudgeAsync(gates, Token, champion: _ => same);
        Assert.True(report.Passed);
        Assert.Contains("it is the model that @champion points at", report.Gates[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidate_is_held_against_the_champion_on_the_same_rows()
    {
        // A model that does not know the age, which decides most.
        using var blind = await JudgedModel.TrainAsync(_saker, _folder, Token, pipeline => pipeline with
        {
            Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of("id", "age") }, .. Learning.Preparation.PreparationPlan.Default.Steps] },
        });
        const string better = "{champion: {score: roc_auc, better: true}}";
        Assert.True((await _toy.JudgeAsync(better, Token, champion: _ => Again(blind))).Passed);
        var worse = (await blind.JudgeAsync("{champion: {score: roc_auc, margin: 0.01}}", Token, champion: _ => Again(_toy))).Gates[0];
        Assert.Equal(GateOutcome.Failed, worse.Outcome);
        Assert.True(worse.Value < 0 && worse.Interval.High < 0);
        Assert.True((await blind.JudgeAsync("{champion: {score: roc_auc, margin: 0.5}}", Token, champion: _ => Again(_toy))).Passed);
        // A loss is better when it is lower.
        Assert.True((await _toy.JudgeAsync("{champion: {score: log_loss, better: true}}", Token, champion: _ => Again(blind))).Passed);
    }

    [Fact]
    public void What_the_rows_do_not_have_is_told_before_anything_is_judged()
    {
        var suite = GateFile.Parse("{segments: [{column: region, score: f1, min: 0.1}, {column: left, score: f1, min: 0.1}, {column: id, score: f1, min: 0.1}], fairness: {protected: [sex, race], limits: {disparate_impact: 0.8, statistical_parity_difference: 0.1}}}").Suite;
        var failure = Assert.Throws<SakerException>(() => suite.RequireAskable(_toy.Rows));
        Assert.Equal(
            ["gates.segments.region.f1", "gates.segments.left.f1", "gates.segments.id.f1", "gates.fairness.protected[0]", "gates.fairness.protected[1]"],
            failure.Problems.Select(problem => problem.Field));
        Assert.Contains("there is no column 'region'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_is_judged_in_its_folder_alone()
    {
        var result = await _saker.Pipelines.RunAsync(JudgedModel.Pipeline(ToyPipeline.WriteData(_folder)), null, Token);
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        var folder = Path.Combine(_folder, "alone");
        await _saker.Artifacts.ExportAsync($"{run.ExperimentId}/{run.Id}/artifacts/model", folder, Token);
        using var candidate = await GateCandidate.OpenAsync(folder, folder, Token);
        Assert.Equal(result.ModelHash, candidate.Hash);
        Assert.Equal(result.Evaluation.Threshold, candidate.Threshold);
        await Failures.OfAsync(ErrorKind.NotFound, () => GateCandidate.OpenAsync(Path.Combine(_folder, "nowhere"), "nowhere", Token));
        await File.AppendAllTextAsync(Path.Combine(folder, "card.md"), "!", Token);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => GateCandidate.OpenAsync(folder, folder, Token));
    }

    [Fact]
    public async Task Report_is_read_back_as_it_was_written_and_ci_systems_understand_it()
    {
        var report = await _toy.JudgeAsync("{scores: {roc_auc: {min: 0.999}, f1: {min: 0.1}}, segments: [{column: payment, score: accuracy, min: 0.99}, {column: id, score: f1, min: 0.1}]}", Token);
        var again = GateReport.FromJson(report.ToJson());
        Assert.Equal(report.ToJson(), again.ToJson());
        Assert.Equal(report.Failed, again.Failed);

        var suite = XDocument.Parse(GateJUnit.Write(report)).Root!.Element("testsuite")!;
        Assert.Equal(("4", "2", "1"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("errors")));
        Assert.Equal(report.Gates.Select(gate => gate.Name), suite.Elements("testcase").Select(own => (string)own.Attribute("name")!));
        Assert.Contains("ROC AUC is at least 0.999", (string)suite.Elements("testcase").First().Element("failure")!.Attribute("message")!, StringComparison.Ordinal);

        var page = GateMarkdown.Write(report);
        Assert.Contains("3 of 4 gates are not passed", page, StringComparison.Ordinal);
        Assert.Contains("| payment = card |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_the_data_break_neither_the_xml_nor_the_table()
    {
        var report = new GateReport
        {
            Candidate = "a|b\u0001<c>", Hash = "h", Data = "d", RowCount = 1, JudgedAt = default, Suite = "s",
            Gates = [new GateResult { Name = "segments.x|y", Asked = "a <b> \uFFFE", Outcome = GateOutcome.Failed, Finding = "1 | 2\n3", Parts = [new GatePart("v\u0000|", GateOutcome.Failed, 0.5, Interval.Unknown, 1)] }],
        };
        Assert.NotNull(XDocument.Parse(GateJUnit.Write(report)));
        Assert.Contains("| segments.x\\|y | a \\<b\\>", GateMarkdown.Write(report), StringComparison.Ordinal);
    }

    private async Task<GateCandidate> OpenAgainAsync()
    {
        var newest = (await _saker.Experiments.ListRunsAsync(null, 10, Token)).First(run => run.ParentId is null);
        return await _saker.GateCandidates.OpenRunAsync(newest.Id, "model", Token);
    }

    /// <summary>Who judges disposes of champions, and the toys are needed again.</summary>
    private GateCandidate Again(JudgedModel toy)
    {
        var runs = _saker.Experiments.ListRunsAsync(null, 20, Token).GetAwaiter().GetResult().Where(run => run.ParentId is null);
        var opened = runs.Select(run => _saker.GateCandidates.OpenRunAsync(run.Id, "model", Token).GetAwaiter().GetResult()).ToList();
        var found = opened.First(candidate => candidate.Hash == toy.Candidate.Hash);
        foreach (var other in opened.Where(candidate => candidate != found))
            other.Dispose();
        return found;
    }

    /// <summary>A clock that goes on by one step whenever it is read.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }
}
