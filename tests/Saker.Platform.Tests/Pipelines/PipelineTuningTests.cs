using Saker.Data;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Fairness;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;
using Saker.Learning.Tuning;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Studies;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineTuningTests : EmbeddedTests
{
    private const string Head = """
        pipeline: toy
        source: {csv: customers.csv}
        target: {column: left, positive: "yes"}
        select: {folds: 3}
        """;

    [Fact]
    public void Ranges_of_a_candidate_are_read_as_the_documentation_shows_them()
    {
        var pipeline = Parse(DocumentationExample.Read("docs/tuning.md", "candidates"));

        var tuning = Assert.Single(pipeline.Tuning);
        Assert.Equal(1, tuning.Position);
        Assert.Equal(2, pipeline.Candidates.Count);
        Assert.IsType<GradientBoosting>(pipeline.Candidates[1]);
        Assert.Equal((40, TimeSpan.FromMinutes(10), 2), (tuning.Limits.Trials, tuning.Limits.Time, tuning.Limits.Parallel));
        Assert.Equal(new HalvingPruner(), tuning.Settings.Pruner);
        Assert.Equal(new TpeSampler(), tuning.Settings.Sampler);
        Assert.Equal(["gamma", "learning_rate", "max_depth", "min_child_weight", "trees"], tuning.Settings.Space.Parameters.Select(parameter => parameter.Name).Order());
        var trees = Assert.IsType<NumberParameter>(tuning.Settings.Space.Parameters.Single(parameter => parameter.Name == "trees"));
        Assert.True(trees is { IsWhole: true, IsLog: true });
        Assert.Equal("max_depth", tuning.Settings.Space.Parameters.Single(parameter => parameter.Name == "gamma").When!.Parameter);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_search_is_told_at_once_with_its_line()
    {
        var wrong = Assert.Throws<SakerException>(() => Parse("""
            candidates:
              - trainer: gradient_boosting
                learning_rate: {from: 0.3, to: 0.01}
                max_depth: {choose: [2, 4, 99]}
                lerning: {from: 0, to: 1}
                subsample: {from: 0.5, to: 1.5}
                gamma: {from: 0, to: 1, when: {depth: 3}}
                tune: {trials: 0, sampler: best, prune: median}
              - {trainer: logistic_regression, l2: {from: 0.1, to: 1}}
              - {trainer: logistic_regression, l2: 1, tune: {trials: 5}}
              - {trainer: random_forest, trees: {from: 10, to: 50}, tune: {sampler: random}}
            """));

        var fields = wrong.Problems.Select(problem => problem.Field).ToList();
        Assert.Equal(
            [
                "line 10, candidates[0].subsample.to", "line 11, candidates[0].gamma.when", "line 12, candidates[0].tune.prune", "line 12, candidates[0].tune.sampler", "line 12, candidates[0].tune.trials",
                "line 13, candidates[1].l2", "line 14, candidates[2].tune", "line 15, candidates[3].tune.trials", "line 7, candidates[0].learning_rate.to", "line 8, candidates[0].max_depth.choose", "line 9, candidates[0].lerning",
            ],
            fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nested_folds_measure_the_search_with_the_choice_and_its_trials_are_not_kept()
    {
        var toy = Toy(trials: 3) with { Register = null, Endpoint = null };
        var pipeline = toy with { Select = toy.Select with { NestedFoldCount = 2 } };

        var result = await Saker.Pipelines.RunAsync(pipeline, null, Cancellation);

        Assert.Equal(2, result.Nested!.Folds.Count);
        Assert.All(result.Nested.Folds, fold => Assert.InRange(fold.Score, 0, 1));
        Assert.Equal(3, Assert.Single(await Saker.Studies.ListAsync(10, Cancellation)).TrialCount);
        Assert.Equal(result.Nested.ToJson(), (await Saker.Pipelines.RunAsync(pipeline, null, Cancellation)).Nested!.ToJson());
    }

    [Fact]
    public async Task A_search_of_which_no_trial_is_complete_on_inner_folds_says_why()
    {
        var toy = Toy(trials: 3) with { Register = null, Endpoint = null };
        var broken = toy.Tuning[0] with { Fixed = new Dictionary<string, object?> { ["trainer"] = "gradient_boosting", ["subsample"] = 7.0 } };
        var search = new NestedSearch(toy with { Tuning = [broken] }, (_, _) => throw new SakerException(ErrorKind.Internal, "nobody asks for rows"), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<SakerException>(() => search.SearchAsync([], Cancellation));
        Assert.Contains("on the inner folds: The settings of candidates[1] are not possible", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_winner_of_a_search_competes_on_the_same_folds_and_gets_there_what_it_got_in_the_search()
    {
        var pipeline = Toy(trials: 8) with { Register = null, Endpoint = null };

        var result = await Saker.Pipelines.RunAsync(pipeline, null, Cancellation);

        var summary = Assert.Single(await Saker.Studies.ListAsync(10, Cancellation));
        var tuned = result.Candidates[1];
        Assert.Equal(8, summary.TrialCount);
        Assert.Equal(summary.Best!.Value, tuned.Mean, 1e-12);
        var best = (await Saker.Studies.FindBestAsync(summary.Study, Cancellation))!;
        Assert.Equal(best.Trial.Parameters["max_depth"], (long)((GradientBoosting)tuned.Candidate.Trainer).MaxDepth);
        var run = (await Saker.Experiments.FindRunAsync(summary.Study.Run, Cancellation))!;
        Assert.Equal(result.Run, run.ParentId);
        Assert.Equal(summary.Study.Name, (await Saker.Experiments.FindRunAsync(result.Run, Cancellation))!.Tags["saker.study.gradient_boosting"]);
        var reports = best.Trial.Reports;
        Assert.Equal([1L, 2, 3, 4, 5], reports.Select(report => report.Step));
        Assert.Equal(tuned.FoldScores[0], reports[0].Value, 1e-12);
    }

    [Fact]
    public async Task A_search_that_was_stopped_goes_on_where_it_was_and_training_takes_over_what_it_found()
    {
        var whole = await TuneElsewhereAsync(Toy(trials: 9));
        using var stop = new CancellationTokenSource();
        var trials = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Saker.Pipelines.TuneAsync(Toy(trials: 9), new Watch(told =>
        {
            if (told is TrialScored && ++trials == 4)
                stop.Cancel();
        }), stop.Token));

        var resumed = Assert.Single((await Saker.Pipelines.TuneAsync(Toy(trials: 9), null, Cancellation)).Candidates);
        var again = Assert.Single((await Saker.Pipelines.TuneAsync(Toy(trials: 9), null, Cancellation)).Candidates);
        var more = Assert.Single((await Saker.Pipelines.TuneAsync(Toy(trials: 11), null, Cancellation)).Candidates);

        Assert.Equal((9, 0, 2), (resumed.Trials.Count, again.NewTrials, more.NewTrials));
        Assert.InRange(resumed.NewTrials, 4, 6);
        Assert.Equal(Told(whole.Trials), Told(resumed.Trials));
        Assert.Equal(Told(whole.Trials), Told(more.Trials.Take(9)));
        var trained = await Saker.Pipelines.RunAsync(Toy(trials: 11), null, Cancellation);
        Assert.Equal(more.Best.Trial.Value!.Value, trained.Candidates[1].Mean, 1e-12);
        Assert.Single(await Saker.Studies.ListAsync(10, Cancellation));
    }

    [Fact]
    public async Task Other_rows_or_another_range_make_another_study()
    {
        await Saker.Pipelines.TuneAsync(Toy(trials: 2), null, Cancellation);
        await Saker.Pipelines.TuneAsync(Toy(trials: 2, rows: 420), null, Cancellation);
        await Saker.Pipelines.TuneAsync(Toy(trials: 2, rows: 420, maxDepth: 5), null, Cancellation);

        Assert.Equal([2, 2, 2], (await Saker.Studies.ListAsync(10, Cancellation)).Select(study => study.TrialCount));
    }

    [Fact]
    public async Task A_search_registers_nothing_and_so_needs_none_of_the_gates_that_the_alias_requires()
    {
        var pipeline = Toy(trials: 2);
        await Saker.Pipelines.RunAsync(pipeline with { Tuning = [], Endpoint = null }, null, Cancellation);
        await Saker.Verdicts.RequireAsync(new GateRequirement { Model = "toy", Alias = "champion" }, null, Cancellation);

        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Pipelines.RunAsync(pipeline, null, Cancellation));
        Assert.Single((await Saker.Pipelines.TuneAsync(pipeline, null, Cancellation)).Candidates);
    }

    [Fact]
    public void Other_protected_groups_or_other_steps_make_another_study_and_another_recipe()
    {
        var pipeline = Toy(trials: 2);
        Pipeline[] changed =
        [
            Mitigated(25),
            Mitigated(80),
            Prepared(new Bin { Column = "age", Edges = [25] }),
            Prepared(new Bin { Column = "age", Edges = [80] }),
            Prepared(new Ordinal { Columns = ColumnSelector.Of("payment"), Order = ["card", "cheque"] }),
            Prepared(new Ordinal { Columns = ColumnSelector.Of("payment"), Order = ["cheque", "card"] }),
        ];

        var fingerprints = changed.Select(own => TuningFingerprint.Of(own, own.Tuning[0], own.Tuning[0].Settings, "data")).ToList();

        Assert.Equal(changed.Length, fingerprints.Distinct().Count());
        Assert.Equal(changed.Length, changed.Select(PipelineRecipe.Of).Distinct().Count());
        Assert.Equal(fingerprints[0], TuningFingerprint.Of(Mitigated(25), pipeline.Tuning[0], pipeline.Tuning[0].Settings, "data"));

        Pipeline Mitigated(double edge) => pipeline with
        {
            Mitigation = new MitigationPlan { Method = MitigationMethod.Reweighing, Attribute = new ProtectedAttribute { Columns = [new ProtectedColumn { Column = "age", Edges = [edge] }] } },
        };
        Pipeline Prepared(Transform step) => pipeline with { Preparation = new PreparationPlan { Steps = [step] } };
    }

    [Fact]
    public async Task A_pipeline_without_ranges_has_nothing_to_tune()
    {
        var refused = await Assert.ThrowsAsync<SakerException>(() => Saker.Pipelines.TuneAsync(Toy(trials: 2) with { Tuning = [] }, null, Cancellation));

        Assert.Contains("tune: {trials: 50}", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<TunedCandidate> TuneElsewhereAsync(Pipeline pipeline)
    {
        await using var backend = new EmbeddedBackend();
        var saker = await backend.OpenAsync();
        return Assert.Single((await saker.Pipelines.TuneAsync(pipeline, null, Cancellation)).Candidates);
    }

    private static IEnumerable<string> Told(IEnumerable<StoredTrial> trials) =>
        trials.Select(trial => $"{trial.Trial.Number} {trial.Trial.State} {trial.Trial.Value:R} {string.Join(' ', trial.Trial.Parameters.OrderBy(pair => pair.Key).Select(pair => ParameterText.Of(pair.Value)))}");

    private static Pipeline Parse(string candidates) => PipelineFile.Parse($"{Head}\n{candidates}", "/");

    private Pipeline Toy(int trials, int rows = 400, int maxDepth = 4)
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(Backend.Folder, rows));
        var tuning = Assert.Single(PipelineFile.Parse(
            $$"""
            {{Head}}
            candidates:
              - {trainer: logistic_regression}
              - {trainer: gradient_boosting, trees: {from: 5, to: 30}, max_depth: {from: 1, to: {{maxDepth}}}, tune: {trials: {{trials}}, sampler: {name: tpe, startup: 3}, seed: 2} }
            """, "/").Tuning);
        return pipeline with { Tuning = [tuning] };
    }

    private sealed class Watch(Action<PipelineEvent> told) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value) => told(value);
    }
}
