using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Pipelines;

namespace Saker.Platform.Tests.Gates;

/// <summary>Pipelines with gates: what is registered, what is refused, and what is found out before anything is trained.</summary>
public sealed class PipelineGateTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-gates-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Model_that_passed_is_registered_with_its_verdict_and_its_alias_requires_gates()
    {
        var result = await RunAsync("{scores: {roc_auc: {min: 0.6}}, champion: {score: roc_auc, margin: 0.2}}");

        Assert.True(result.Gates!.Passed);
        Assert.Equal(["champion"], result.Version!.Aliases);
        Assert.True(result.Version.Verdict!.Passed);
        var verdict = (await _saker.Verdicts.FindAsync("toy", 1, Token))!;
        Assert.Equal(result.Gates.ToJson(), GateReport.FromJson(verdict.Report!).ToJson());
        Assert.Equal("champion", Assert.Single((await _saker.Registry.FindAsync("toy", Token))!.GateRequirements).Alias);
        var second = await RunAsync("{scores: {roc_auc: {min: 0.6}}, champion: {score: roc_auc, margin: 0.2}}");
        Assert.Equal((2, "it is the model that @champion points at, toy/1"), (second.Version!.Version, second.Gates!.Gates[1].Finding));
    }

    [Fact]
    public async Task A_champion_that_learned_from_the_rows_it_is_compared_on_is_told()
    {
        const string gates = "{champion: {score: roc_auc, margin: 0.9}}";
        await RunAsync(gates);
        var other = With(gates) with { Endpoint = null };
        var alike = await _saker.Pipelines.RunAsync(other with { Candidates = [new Learning.Trainers.LogisticRegression { L2 = 5 }], Register = other.Register! with { Alias = null } }, null, Token);
        var otherwise = await _saker.Pipelines.RunAsync(other with { Split = other.Split with { Seed = 4321 }, Register = other.Register! with { Alias = null } }, null, Token);

        Assert.Empty(alike.Gates!.Notes);
        Assert.Contains("The comparison with @champion favours it.", Assert.Single(otherwise.Gates!.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_that_did_not_pass_is_recorded_and_not_registered()
    {
        var warnings = new List<string>();
        var result = await _saker.Pipelines.RunAsync(With("{scores: {roc_auc: {min: 0.999}}, size: {max_mib: 50}, latency: {p99_ms: 0}}"), new Telling(warnings), Token);

        Assert.Null(result.Version);
        Assert.Null(result.Endpoint);
        Assert.Contains("Not registered: the model did not pass scores.roc_auc, latency.p99.", warnings);
        Assert.Null(await _saker.Registry.FindAsync("toy", Token));
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal((RunStatus.Finished, "failed: scores.roc_auc, latency.p99"), (run.Status, run.Tags["saker.gates"]));
        Assert.Equal((1.0, 2.0), (run.Metrics["gates.passed"], run.Metrics["gates.failed"]));
        var root = $"{run.ExperimentId}/{run.Id}/artifacts";
        Assert.Equal([$"{root}/gates/junit.xml", $"{root}/gates/report.json", $"{root}/gates/report.md"], (await _saker.Artifacts.ListAsync($"{root}/gates", Token)).Select(entry => entry.Path).Order(StringComparer.Ordinal));
        // What was trained is there to be looked at, and judged again.
        using var candidate = await _saker.GateCandidates.OpenRunAsync(result.Run, "model", Token);
        Assert.Equal(result.ModelHash, candidate.Hash);
    }

    [Fact]
    public async Task Override_registers_it_with_the_reason_for_an_admin_only()
    {
        var pipeline = With("{scores: {roc_auc: {min: 0.999}}}") with { OverrideGates = "the board has seen it" };
        await Failures.OfAsync(ErrorKind.Forbidden, () => _saker.Pipelines.RunAsync(pipeline, new Actor("ann", Role.Deployer), null, Token));
        Assert.Null(await _saker.Registry.FindAsync("toy", Token));

        var result = await _saker.Pipelines.RunAsync(pipeline, new Actor("bob", Role.Admin), null, Token);
        Assert.Equal((false, "the board has seen it", "bob"), (result.Version!.Verdict!.Passed, result.Version.Verdict.Override, result.Version.Verdict.By));
        Assert.Equal("the board has seen it", Assert.Single(await _saker.Registry.ListAliasMovesAsync("toy", Token)).Override);
    }

    [Fact]
    public async Task What_the_data_do_not_have_is_told_at_once_before_anything_is_stored_or_trained()
    {
        var pipeline = With("{segments: [{column: region, score: f1, min: 0.1}], fairness: {protected: [sex], limits: {disparate_impact: 0.8}}}") with { Target = new TargetSettings("gone", "yes") };
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(["target.column", "gates.segments.region.f1", "gates.fairness.protected[0]"], failure.Problems.Select(problem => problem.Field));
        var split = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(pipeline with { Target = new TargetSettings("left", "yes"), Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of("nothing") }] } }, null, Token));
        Assert.Equal(3, split.Problems.Count);
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
        Assert.DoesNotContain(await _saker.Experiments.ListRunsAsync(null, 10, Token), run => run.ParentId is not null);

        var check = await PipelineCheck.RunAsync(pipeline with { Target = new TargetSettings("left", "yes") }, Token);
        Assert.Equal(2, check.Results.Single(result => result.Name == "prepare").ViolationCount);
    }

    [Fact]
    public async Task Pipeline_that_does_not_ask_what_its_alias_requires_is_refused_before_it_starts()
    {
        await RunAsync("{scores: {roc_auc: {min: 0.6}}}");
        var runs = (await _saker.Experiments.ListRunsAsync(null, 100, Token)).Count;
        var none = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(With(null), null, Token));
        Assert.Contains("toy@champion requires gates and the pipeline has none", none.Message, StringComparison.Ordinal);

        var strict = GateFile.Parse("{target: {column: left, positive: yes}, gates: {scores: {roc_auc: {min: 0.65}}}}");
        await _saker.Verdicts.RequireAsync(strict.AddTo(new GateRequirement { Model = "toy", Alias = "champion" }), null, Token);
        var other = await Failures.OfAsync(ErrorKind.InvalidInput, () => RunAsync("{scores: {roc_auc: {min: 0.6}}}"));
        Assert.Contains("are not those that toy@champion requires", other.Message, StringComparison.Ordinal);
        Assert.Equal(runs, (await _saker.Experiments.ListRunsAsync(null, 100, Token)).Count);

        Assert.Equal(2, (await RunAsync("{scores: {roc_auc: {min: 0.65}}}")).Version!.Version);
        // Without the alias nothing is required.
        Assert.Equal(3, (await _saker.Pipelines.RunAsync(With(null) with { Register = new RegisterSettings("toy", null), Endpoint = null }, null, Token)).Version!.Version);
    }

    [Fact]
    public async Task Rows_that_the_version_learned_from_are_told()
    {
        var version = (await _saker.Pipelines.RunAsync(With(null) with { Endpoint = null }, null, Token)).Version!;
        var judge = (GateJudge)_saker.Services.GetService(typeof(GateJudge))!;
        var gates = GateFile.Parse("""{"target": {"column": "left", "positive": "yes"}, "gates": {"size": {"max_mib": 1000}}}""");
        var rows = await _saker.Datasets.ReadAsync("toy", 1, Token);
        var own = GateReport.FromJson((await judge.JudgeAsync(version, gates, new DatasetReference("toy", 1), null, Token)).Report!);
        Assert.StartsWith($"{rows.RowCount} of {rows.RowCount} rows are rows of dataset toy/1, from which toy/1 learned", Assert.Single(own.Notes), StringComparison.Ordinal);
        Assert.Contains("Note: ", GateMarkdown.Write(own), StringComparison.Ordinal);

        var numbers = rows.Columns.First(column => column.Type.IsNumeric());
        var moved = new Table([.. rows.Columns.Select(column => column == numbers ? Column.OfNumbers(column.Name, Array.ConvertAll(column.ToFloat64(), value => value + 0.125)) : column)]);
        Assert.Null(await _saker.LearnedRows.FindAsync(version, moved, Token));
    }

    [Fact]
    public async Task Model_of_a_run_that_was_judged_before_is_registered_where_registration_requires_gates()
    {
        var (ann, bob) = (new Actor("ann", Role.Deployer), new Actor("bob", Role.Admin));
        await _saker.Pipelines.RunAsync(With(null) with { Register = new RegisterSettings("toy", null), Endpoint = null }, null, Token);
        await _saker.Verdicts.RequireAsync(new GateRequirement { Model = "toy", Alias = null, HoldsRegistration = true }, bob, Token);
        // A pipeline without gates could register nothing, so it does not start; one that registers nothing may.
        Assert.Contains("every version of toy requires gates", (await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(With(null) with { Register = new RegisterSettings("toy", null), Endpoint = null }, null, Token))).Message, StringComparison.Ordinal);
        var run = (await _saker.Pipelines.RunAsync(With(null) with { Register = null, Endpoint = null }, null, Token)).Run;

        var intake = (ModelIntake)_saker.Services.GetService(typeof(ModelIntake))!;
        var registration = new Registration { Model = "toy", Folder = null, Source = $"runs:/{run.Value}/model", By = ann };
        Assert.Contains("runs:/RUN/model --for toy", (await Failures.OfAsync(ErrorKind.Conflict, () => intake.RegisterAsync(registration, Token))).Message, StringComparison.Ordinal);
        var judge = (GateJudge)_saker.Services.GetService(typeof(GateJudge))!;
        var gates = GateFile.Parse("""{"target": {"column": "left", "positive": "yes"}, "gates": {"size": {"max_mib": 1000}}}""");
        Assert.Equal("source", (await Failures.OfAsync(ErrorKind.InvalidInput, () => judge.JudgeCandidateAsync("toy", "models:/toy/1", gates, new DatasetReference("toy", 1), ann, Token))).Field);
        Assert.True((await judge.JudgeCandidateAsync("toy", registration.Source, gates, new DatasetReference("toy", 1), ann, Token)).Passed);
        var version = await intake.RegisterAsync(registration, Token);
        Assert.Equal((2, true), (version.Version, version.Verdict!.Passed));
    }

    [Fact]
    public async Task Gates_of_a_pipeline_are_required_from_then_on_and_change_with_its_file_where_an_admin_runs_it()
    {
        var (ann, bob) = (new Actor("ann", Role.Deployer), new Actor("bob", Role.Admin));
        await _saker.Pipelines.RunAsync(With("{scores: {roc_auc: {min: 0.6}}}"), ann, null, Token);
        var required = Assert.Single((await _saker.Registry.FindAsync("toy", Token))!.GateRequirements);
        Assert.Equal(("left", "yes", true), (required.Target, required.Positive, required.IsOfPipeline));
        Assert.Equal(required.Suite, GateFile.Parse(required.Gates!).Suite.Hash);

        // Whoever may not override cannot let a version through by gates of their own.
        var version = (await _saker.Pipelines.RunAsync(With(null) with { Register = new RegisterSettings("toy", null), Endpoint = null }, ann, null, Token)).Version!;
        var judge = (GateJudge)_saker.Services.GetService(typeof(GateJudge))!;
        var lax = GateFile.Parse("""{"target": {"column": "left", "positive": "yes"}, "gates": {"size": {"max_mib": 1000}}}""");
        Assert.True((await judge.JudgeAsync(version, lax, new DatasetReference("toy", 1), ann, Token)).Passed);
        await Failures.OfAsync(ErrorKind.Conflict, () => _saker.Registry.MoveAliasAsync(new AliasChange { Model = "toy", Alias = "champion", Version = version.Version, By = ann }, Token));

        var changed = With("{scores: {roc_auc: {min: 0.55}}}");
        var refused = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(changed, ann, null, Token));
        Assert.Contains("are not those that toy@champion requires", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["champion"], (await _saker.Pipelines.RunAsync(changed, bob, null, Token)).Version!.Aliases);
        Assert.Equal(changed.Gates!.Hash, Assert.Single((await _saker.Registry.FindAsync("toy", Token))!.GateRequirements).Suite);
    }

    [Fact]
    public async Task Champion_whose_alias_was_taken_away_is_still_what_candidates_are_held_against()
    {
        Assert.Null(await _saker.GateCandidates.FindChampionAsync("toy", "champion", Token));
        var version = (await _saker.Pipelines.RunAsync(With(null) with { Endpoint = null }, null, Token)).Version!;
        await _saker.Registry.MoveAliasAsync(new AliasChange { Model = "toy", Alias = "champion", Version = null }, Token);

        using (var champion = await _saker.GateCandidates.FindChampionAsync("toy", "champion", Token))
            Assert.Equal((version.Reference, version.Hash), (champion!.Reference, champion.Hash));
        Assert.Null(await _saker.GateCandidates.FindChampionAsync("toy", "canary", Token));
        await _saker.Registry.DeleteVersionAsync("toy", version.Version, null, Token);
        await Failures.OfAsync(ErrorKind.Conflict, () => _saker.GateCandidates.FindChampionAsync("toy", "champion", Token));
    }

    [Fact]
    public async Task Registered_version_is_judged_on_a_dataset()
    {
        var result = await _saker.Pipelines.RunAsync(With(null), null, Token);
        var judge = _saker.Services.GetService(typeof(GateJudge)) as GateJudge;
        var dataset = new DatasetReference("toy", 1);
        var file = GateFile.Parse("""{"target": {"column": "left", "positive": "yes"}, "gates": {"scores": {"roc_auc": {"min": 0.6}}}}""");

        var verdict = await judge!.JudgeAsync(result.Version!, file, dataset, new Actor("ann", Role.Deployer), Token);
        Assert.Equal((true, "ann"), (verdict.Passed, verdict.By));
        Assert.Equal("dataset toy/1", GateReport.FromJson(verdict.Report!).Data);

        await Failures.OfAsync(ErrorKind.InvalidInput, () => judge.JudgeAsync(result.Version!, null, dataset, null, Token));
        await _saker.Verdicts.RequireAsync(file.AddTo(new GateRequirement { Model = "toy", Alias = "champion", Dataset = "toy/1" }), null, Token);
        var asked = await judge.JudgeAsync(result.Version!, null, dataset, null, Token);
        Assert.Equal((file.Suite.Hash, "left", "yes", "toy/1"), (asked.Suite, asked.Target, asked.Positive, asked.Dataset));
        Assert.Equal(["target", "positive"], (await Failures.OfAsync(ErrorKind.InvalidInput, () => judge.FindRequiredAsync("toy", "paid", "no", Token))).Problems.Select(problem => problem.Field));
        Assert.Equal(("left", "yes"), await judge.FindRequiredAsync("toy", "left", "yes", Token) is var required ? (required.Target, required.Positive) : default);
        var elsewhere = await Failures.OfAsync(ErrorKind.InvalidInput, () => RunAsync("{scores: {roc_auc: {min: 0.6}}}"));
        Assert.Contains("requires gates on the rows of dataset toy/1", elsewhere.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.NotFound, () => judge.JudgeAsync(result.Version!, file, new DatasetReference("none", 1), null, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => judge.JudgeAsync(result.Version!, file with { Target = "gone" }, dataset, null, Token));
    }

    private Task<PipelineResult> RunAsync(string gates) => _saker.Pipelines.RunAsync(With(gates), null, Token);

    private Pipeline With(string? gates) => JudgedModel.Pipeline(ToyPipeline.WriteData(_folder)) with
    {
        Gates = gates is null ? null : GateFile.Parse(gates).Suite,
        Register = new RegisterSettings("toy", "champion"),
        Endpoint = "toy",
    };

    private sealed class Telling(List<string> warnings) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
            if (value is PipelineWarning warning)
                warnings.Add(warning.Message);
        }
    }
}
