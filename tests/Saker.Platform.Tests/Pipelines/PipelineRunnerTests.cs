using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Estimation;
using Saker.Learning.Fairness;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Pipelines;
using Saker.Platform.Rollouts;
using Saker.Data.Sources;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineRunnerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-pipeline-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_run_goes_from_data_to_an_endpoint_that_answers()
    {
        var result = await _saker.Pipelines.RunAsync(ToyPipeline.Over(ToyPipeline.WriteData(_folder)), null, Token);

        Assert.Equal(("toy", 1), (result.Version!.Model, result.Version.Version));
        Assert.Equal(["champion"], result.Version.Aliases);
        Assert.Equal("toy", result.Endpoint!.Name);
        Assert.InRange(result.Evaluation.RocAuc.Auc, 0.75, 1);
        Assert.InRange(result.MaxDifference, 0, 1e-5);
        Assert.Equal(RunStatus.Finished, (await _saker.Experiments.FindRunAsync(result.Run, Token))!.Status);

        await _saker.Host.RefreshAsync(Token);
        var rows = await _saker.Datasets.ReadAsync("toy", 1, Token);
        var prediction = await _saker.Host.PredictAsync("toy", rows, Token);
        Assert.Equal(rows.RowCount, prediction.Outputs.RowCount);
        Assert.DoesNotContain("id", _saker.Host.GetSignature("toy").Inputs.Select(input => input.Name));
    }

    [Fact]
    public async Task What_was_said_of_held_out_rows_is_kept_with_their_places_in_the_dataset()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder));
        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var reference = HeldOutPredictions.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version!.Folder!, "reference.json"), Token));
        var rows = await _saker.Datasets.ReadAsync(result.Dataset.Name, result.Dataset.Version, Token);

        Assert.Equal(result.Dataset.Hash, reference.Rows!.Dataset);
        // Each row was said of once, by a fit that had not seen it.
        Assert.Equal(Enumerable.Range(0, rows.RowCount), reference.Rows.Places.Order());
        var target = ColumnTexts.Of(rows.Get(pipeline.Target.Column));
        Assert.Equal(reference.Target, string.Concat(reference.Rows.Places.Select(place => target[place] == reference.Positive ? '1' : '0')));
    }

    [Fact]
    public async Task A_model_is_kept_where_its_experiment_keeps_artifacts()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [new LogisticRegression()], Select = new SelectSettings { FoldCount = 2 } };
        var made = await _saker.Experiments.CreateAsync(new ExperimentCreation { Name = pipeline.Name, ArtifactLocation = "mlflow-artifacts:/teams/risk" }, Token);
        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        Assert.Equal((made.Id, $"mlflow-artifacts:/teams/risk/{run.Id}/artifacts"), (run.ExperimentId, run.ArtifactUri));
        Assert.Contains($"teams/risk/{run.Id}/artifacts/model/MLmodel", (await _saker.Artifacts.ListAsync($"teams/risk/{run.Id}/artifacts/model", Token)).Select(entry => entry.Path));
        Assert.Empty(await _saker.Artifacts.ListAsync($"{made.Id}/{run.Id}/artifacts", Token));
    }

    [Fact]
    public async Task The_next_version_comes_as_the_pipeline_says_and_what_serves_goes_on()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Rollout = new RolloutSettings { Strategy = RolloutKind.Canary, MinRequests = 7 } };
        var first = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        Assert.Equal((1, RolloutKind.Canary), (first.Endpoint!.Version, (await _saker.Rollouts.FindPolicyAsync("toy", Token))!.Settings.Strategy));

        var second = await _saker.Pipelines.RunAsync(pipeline with { Rollout = pipeline.Rollout with { MinRequests = 9 }, Source = new CsvSource { Path = ToyPipeline.WriteData(_folder, seed: 2) } }, null, Token);

        Assert.Equal(1, second.Endpoint!.Version);
        var rollout = (await _saker.Rollouts.FindOpenAsync("toy", Token))!;
        Assert.Equal((RolloutKind.Canary, 9, second.Version!.Reference), (rollout.Strategy, rollout.Settings.MinRequests, rollout.Candidate.Reference));
    }

    [Fact]
    public async Task Settings_are_deployed_with_the_version_and_stay_when_the_next_pipeline_says_nothing()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [new LogisticRegression()], Select = new SelectSettings { FoldCount = 2 } };
        var settings = new EndpointSettings { Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } };

        var first = await _saker.Pipelines.RunAsync(pipeline with { EndpointSettings = settings }, null, Token);
        var second = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        Assert.Equal((1, settings), (first.Endpoint!.Version, first.Endpoint.Settings));
        Assert.Equal((2, settings), (second.Endpoint!.Version, second.Endpoint.Settings));
    }

    [Fact]
    public async Task Whoever_started_it_is_who_asks_for_a_protected_alias_and_cannot_approve_that()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [new LogisticRegression()], Select = new SelectSettings { FoldCount = 2 } };
        pipeline = pipeline with { Register = pipeline.Register! with { Alias = "champion" } };
        await _saker.Registry.CreateAsync(new NewModel { Name = pipeline.Register.Model }, Token);
        await _saker.Approvals.ProtectAsync(new AliasProtection { Model = pipeline.Register.Model, Alias = "champion", Role = Role.Deployer }, null, Token);
        var ann = new Actor("ann", Role.Deployer);

        var result = await _saker.Pipelines.RunAsync(pipeline, ann, null, Token);

        Assert.Equal("ann", result.Version!.RegisteredBy);
        var request = Assert.Single(await _saker.Approvals.ListAsync(null, isWaiting: true, 10, Token));
        Assert.Equal("ann", request.By);
        await Failures.OfAsync(ErrorKind.Forbidden, () => _saker.Approvals.ApproveAsync(request.Id, ann, null, Token));
    }

    [Fact]
    public async Task Settings_that_are_not_possible_stop_the_pipeline_before_it_starts()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { EndpointSettings = new EndpointSettings { Cache = new CacheSettings { MaxEntries = 0 } } };

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal("deploy.settings.cache.max_entries", Assert.Single(failure.Problems).Field);
        Assert.Empty(await _saker.Experiments.ListRunsAsync(null, 10, Token));
    }

    [Fact]
    public async Task The_run_and_its_candidates_are_logged()
    {
        var result = await _saker.Pipelines.RunAsync(ToyPipeline.Over(ToyPipeline.WriteData(_folder)), null, Token);

        var runs = await _saker.Experiments.ListRunsAsync(null, 10, Token);
        var parent = runs.Single(run => run.ParentId is null);
        var children = runs.Where(run => run.ParentId == parent.Id).ToList();
        Assert.Equal(result.Run, parent.Id);
        Assert.Equal(["gradient_boosting", "logistic_regression"], children.Select(run => run.Name).Order());
        Assert.All(children, run => Assert.Equal(RunStatus.Finished, run.Status));
        Assert.Equal("toy/1", parent.Tags["saker.dataset"]);
        Assert.Equal("toy/1", parent.Tags["saker.model"]);
        Assert.Equal(result.Best.Candidate.Name, parent.Tags["saker.best"]);
        Assert.Equal(result.Evaluation.RocAuc.Auc, parent.Metrics["test.roc_auc"]);
        var history = await _saker.Experiments.GetHistoryAsync(children[0].Id, "cv.roc_auc.fold", Token);
        Assert.Equal([0, 1, 2, 3, 4], history.Select(metric => metric.Step));
        Assert.Equal(history.Average(metric => metric.Value), children[0].Metrics["cv.roc_auc"], 12);
    }

    [Fact]
    public async Task The_score_that_decides_is_found_in_the_run_and_its_candidates()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Select = new SelectSettings { Score = "log_loss", FoldCount = 2 } };

        await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var runs = await _saker.Experiments.ListRunsAsync(null, 10, Token);
        Assert.All(runs, run => Assert.Equal("log_loss", SelectionScore.Of(run).Score.Name));
        Assert.All(runs, run => Assert.True(run.Metrics.ContainsKey(SelectionScore.Of(run).MeanKey)));
        var parent = runs.Single(run => run.ParentId is null);
        Assert.True(parent.Metrics.ContainsKey(SelectionScore.Of(parent).TestKey));
    }

    [Fact]
    public async Task Candidates_of_a_comparison_that_failed_hold_the_reason()
    {
        // Nothing imputes the missing amounts, which logistic regression cannot take.
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with
        {
            Preparation = new() { Steps = [new Learning.Preparation.Keep { Columns = Learning.Preparation.ColumnSelector.Of("age", "spend") }] },
        };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        var runs = await _saker.Experiments.ListRunsAsync(null, 10, Token);
        Assert.Equal(3, runs.Count);
        Assert.All(runs, run => Assert.Equal(RunStatus.Failed, run.Status));
        Assert.All(runs, run => Assert.Contains(error.Message, run.Tags["saker.failure"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_pipeline_gives_the_same_model_and_the_same_numbers()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder));

        var first = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var second = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        Assert.Equal(first.ModelHash, second.ModelHash);
        Assert.Equal(first.Evaluation.ToJson(), second.Evaluation.ToJson());
        Assert.Equal(first.Candidates.SelectMany(candidate => candidate.FoldScores), second.Candidates.SelectMany(candidate => candidate.FoldScores));
        Assert.Equal((1, 2), (first.Version!.Version, second.Version!.Version));
        Assert.Equal((first.Dataset.Reference, first.Dataset.Hash), (second.Dataset.Reference, second.Dataset.Hash));
    }

    [Fact]
    public async Task Another_seed_gives_another_split()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder));

        var first = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var second = await _saker.Pipelines.RunAsync(pipeline with { Split = pipeline.Split with { Seed = 43 } }, null, Token);

        Assert.NotEqual(first.Evaluation.RocAuc, second.Evaluation.RocAuc);
    }

    [Fact]
    public async Task Data_that_fails_a_check_stops_the_run_before_anything_is_stored()
    {
        var csv = ToyPipeline.WriteData(_folder);
        var lines = await File.ReadAllLinesAsync(csv, Token);
        lines[17] = "c16,-3,5.0,card,no";
        await File.WriteAllLinesAsync(csv, lines, Token);

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(ToyPipeline.Over(csv), null, Token));

        Assert.Equal(ErrorKind.ChecksFailed, error.Kind);
        var problem = Assert.Single(error.Problems);
        Assert.Equal((17L, "age"), (problem.Row, problem.Field));
        Assert.Contains("range", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
        Assert.Empty(await _saker.Registry.ListAsync(Token));
        var run = Assert.Single(await _saker.Experiments.ListRunsAsync(null, 10, Token));
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("-3", run.Tags["saker.failure"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_not_possible_are_reported_before_anything_runs()
    {
        var pipeline = ToyPipeline.Over("no such file.csv") with { Name = "my toy", Register = new RegisterSettings("a/b", "v3"), Endpoint = "" };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal(["pipeline", "register.model", "register.alias", "deploy.endpoint"], error.Problems.Select(problem => problem.Field));
        Assert.Empty(await _saker.Experiments.ListRunsAsync(null, 10, Token));
    }

    [Theory]
    [InlineData("gone", "yes", "target.column")]
    [InlineData("left", "perhaps", "target.positive")]
    [InlineData("spend", "yes", "target.column")]
    [InlineData("id", "yes", "target.column")]
    public async Task A_target_that_does_not_fit_is_named(string column, string positive, string field)
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Target = new TargetSettings(column, positive) };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal((ErrorKind.InvalidInput, field), (error.Kind, error.Field));
    }

    [Theory]
    [InlineData("gone", 5, "prepare[0]")]
    [InlineData("id", 50, "folds")]
    public async Task A_pipeline_that_cannot_run_on_its_data_stores_nothing(string dropped, int folds, string field)
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder, rows: 100)) with
        {
            Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of(dropped) }, .. Learning.Preparation.PreparationPlan.Default.Steps] },
            Select = new SelectSettings { FoldCount = folds },
        };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.StartsWith(field, error.Field, StringComparison.Ordinal);
        Assert.Empty(await _saker.Datasets.ListAsync(Token));
    }

    [Fact]
    public async Task A_pipeline_without_candidates_is_refused_before_anything_runs()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [] };

        var error = await Assert.ThrowsAsync<SakerException>(() => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Equal("candidates", error.Field);
        Assert.Empty(await _saker.Experiments.ListRunsAsync(null, 10, Token));
    }

    [Fact]
    public async Task A_cancelled_run_is_killed_and_registers_nothing()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Callback(told =>
        {
            if (told is FoldScored)
                stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _saker.Pipelines.RunAsync(ToyPipeline.Over(ToyPipeline.WriteData(_folder)), progress, stop.Token));

        Assert.Empty(await _saker.Registry.ListAsync(Token));
        Assert.All(await _saker.Experiments.ListRunsAsync(null, 10, Token), run => Assert.Equal(RunStatus.Killed, run.Status));
    }

    [Fact]
    public async Task Progress_is_told_in_the_order_of_the_steps()
    {
        var told = new List<PipelineEvent>();

        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with
        {
            Fairness = new FairnessPlan { Protected = [ProtectedAttribute.Of("payment")] },
            Behaviour = BehaviourSuiteFile.Parse("tests: [{test: range}]"),
        };
        await _saker.Pipelines.RunAsync(pipeline, new Callback(told.Add), Token);

        // Nothing of it is tuned, and the file asks for nothing of what can be left out.
        Assert.Equal(Enum.GetValues<PipelineStep>().Where(step => step is not (PipelineStep.Tune or PipelineStep.Judge)), told.OfType<StepFinished>().Select(finished => finished.Step));
        Assert.Equal(10, told.OfType<FoldScored>().Count());
    }

    private sealed class Callback(Action<PipelineEvent> tell) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value) => tell(value);
    }
}
