using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineFileTests
{
    private const string Whole = """
        pipeline: toy
        source: {csv: data.csv, columns: {age: int64}}
        checks:
          - {check: range, column: age, min: 0, max: 120}
        target: {column: bought, positive: Yes}
        split: {test: 0.25, seed: 7}
        prepare:
          - {transform: derive, name: half, expression: "age / 2"}
          - {transform: one_hot, columns: text}
        candidates:
          - {trainer: logistic_regression, l2: 0.5}
        select: {folds: 3, score: log_loss}
        threshold: {maximise: f1}
        register: {model: toy, alias: champion}
        deploy: {endpoint: toy}
        """;

    [Fact]
    public void A_whole_file_is_read()
    {
        var pipeline = PipelineFile.Parse(Whole, "/somewhere");

        Assert.Equal("toy", pipeline.Name);
        var source = Assert.IsType<CsvSource>(pipeline.Source);
        Assert.Equal("/somewhere/data.csv", source.Path);
        Assert.Equal(ColumnType.Int64, source.Columns["age"]);
        Assert.Single(pipeline.Checks.Checks);
        Assert.Equal(new TargetSettings("bought", "Yes"), pipeline.Target);
        Assert.Equal(new SplitSettings { TestShare = 0.25, Seed = 7 }, pipeline.Split);
        Assert.Equal(["derive", "one_hot"], pipeline.Preparation.Steps.Select(step => step.Name));
        Assert.Equal(0.5, Assert.IsType<LogisticRegression>(Assert.Single(pipeline.Candidates)).L2);
        Assert.Equal(new SelectSettings { FoldCount = 3, Score = "log_loss" }, pipeline.Select);
        Assert.Equal(new RegisterSettings("toy", "champion"), pipeline.Register);
        Assert.Equal("toy", pipeline.Endpoint);
        Assert.Null(pipeline.EndpointSettings);
    }

    [Fact]
    public void Settings_of_the_endpoint_are_read_as_the_documentation_shows_them()
    {
        var example = DocumentationExample.Read("docs/pipeline-file.md", "deploy settings");
        var settings = PipelineFile.Parse(Whole.Replace("deploy: {endpoint: toy}", example), "/").EndpointSettings!;

        Assert.Equal((128, TimeSpan.FromMilliseconds(2)), (settings.Batching.MaxRows, settings.Batching.MaxWait));
        Assert.Equal((true, TimeSpan.FromMinutes(10)), (settings.Cache.Enabled, settings.Cache.TimeToLive));
        Assert.Equal((GuardPolicy.Clip, GuardPolicy.Warn, GuardPolicy.Reject), (settings.Guard.OutOfRange, settings.Guard.UnseenCategory, settings.Guard.WrongType));
        Assert.Equal(TimeSpan.FromMilliseconds(50), settings.Fallback.Primary.Timeout);
        Assert.Equal(new Dictionary<string, object> { ["label"] = "No", ["probability"] = 0.27 }, settings.Fallback.Constant!.Outputs);
    }

    [Fact]
    public void How_versions_come_to_the_endpoint_is_read_as_the_documentation_shows_it()
    {
        var rollout = PipelineFile.Parse(Whole.Replace("deploy: {endpoint: toy}", DocumentationExample.Read("docs/pipeline-file.md", "deploy rollout")), "/").Rollout!;
        Assert.Equal((RolloutKind.Canary, 1_000, "header:x-customer-id"), (rollout.Strategy, rollout.MinRequests, rollout.Key.ToString()));
        Assert.Equal([5, 25, 100], rollout.Steps.Select(step => step.Share));
        var late = PipelineFile.Parse(Whole.Replace("deploy: {endpoint: toy}", "deploy: {endpoint: toy, rollout: {strategy: canary, min_time: 2d}}"), "/");
        Assert.Equal("deploy.rollout.max_duration", Assert.Single(Assert.Throws<SakerException>(() => PipelineNames.Require(late)).Problems).Field);
        var broken = Assert.Throws<SakerException>(() => PipelineFile.Parse(Whole.Replace("deploy: {endpoint: toy}", "deploy: {endpoint: toy, rollout: {risk: 3, steps: []}}"), "/"));
        Assert.Equal(["deploy.rollout.risk", "deploy.rollout.steps"], broken.Problems.Select(problem => problem.Field[(problem.Field.IndexOf(' ', 5) + 1)..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_with_nothing_in_them_are_the_defaults() =>
        Assert.Equal(EndpointSettings.Default, PipelineFile.Parse(Whole.Replace("{endpoint: toy}", "{endpoint: toy, settings: {}}"), "/").EndpointSettings);

    [Fact]
    public void Problems_of_the_settings_are_reported_with_those_of_the_file()
    {
        var broken = Whole.Replace("seed: 7", "sed: 7").Replace("deploy: {endpoint: toy}", "deploy:\n  endpoint: toy\n  settings:\n    guard: {out_of_range: chop}\n    cache: {enabled: Yes, size: 3}");

        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(broken, "/"));

        Assert.Equal(
            ["line 18, deploy.settings.guard.out_of_range", "line 19, deploy.settings.cache.enabled", "line 19, deploy.settings.cache.size", "line 6, split.sed"],
            error.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Yes_stays_a_text_whether_quoted_or_not()
    {
        Assert.Equal("Yes", PipelineFile.Parse(Whole, "/").Target.Positive);
        Assert.Equal("Yes", PipelineFile.Parse(Whole.Replace("positive: Yes", "positive: \"Yes\""), "/").Target.Positive);
    }

    [Fact]
    public void Every_problem_is_reported_at_once_with_its_line()
    {
        var broken = Whole
            .Replace("age: int64", "age: whole_number")
            .Replace("check: range", "check: rnage")
            .Replace("seed: 7", "seed: 7, sed: 8")
            .Replace("l2: 0.5", "l2: -1, bananas: 3")
            .Replace("folds: 3", "folds: 1")
            .Replace("test: 0.25", "test: lots");

        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(broken, "/", "toy.yaml"));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        string[] expected =
        [
            "line 2, source.columns.age", "line 4, checks[0].check", "line 6, split.sed", "line 6, split.test",
            "line 11, candidates[0].bananas", "line 11, candidates[0].l2", "line 12, select.folds",
        ];
        Assert.Equal(expected.Order(), error.Problems.Select(problem => problem.Field).Order());
    }

    [Fact]
    public void An_unknown_key_beside_a_range_that_is_searched_is_named_too()
    {
        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(Whole.Replace("l2: 0.5", "l2: {from: 0.1, to: 1}, tune: {trials: 3}, bananas: 3"), "/"));

        Assert.EndsWith("candidates[0].bananas", Assert.Single(error.Problems).Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline", "pipeline: toy\n", "pipeline")]
    [InlineData("target", "target: {column: bought, positive: Yes}\n", "target.column")]
    [InlineData("candidates", "candidates:\n  - {trainer: logistic_regression, l2: 0.5}\n", "candidates")]
    public void A_missing_key_is_named(string key, string removed, string place)
    {
        Assert.Contains(removed, Whole + "\n");

        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse((Whole + "\n").Replace(removed, ""), "/"));

        Assert.Contains(error.Problems, problem => problem.Field.EndsWith(place, StringComparison.Ordinal));
        Assert.NotEmpty(key);
    }

    [Fact]
    public void Deploying_without_registering_is_refused()
    {
        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(Whole.Replace("register: {model: toy, alias: champion}", ""), "/"));

        Assert.Contains(error.Problems, problem => problem.Field.EndsWith("deploy", StringComparison.Ordinal) && problem.Message.Contains("register", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => PipelineFile.LoadAsync("no/such.yaml", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("no/such.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_file_gets_wrong_and_what_the_data_do_not_have_is_told_at_once_with_lines()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "data.csv"), ["age,sex,bought", .. Enumerable.Range(0, 60).Select(i => $"{20 + i},{(i % 3 == 0 ? "f" : "m")},{(i % 2 == 0 ? "Yes" : "No")}")], TestContext.Current.CancellationToken);
        var path = Path.Combine(folder.Path, "toy.yaml");
        string[] lines =
        [
            "pipeline: toy", "source: {csv: data.csv}", "target: {column: bought, positive: Yes}", "candidates: [{trainer: logistic_regression}]", "select: {folds: 3}",
            "gates:", "  scores: {roc_curve: {min: 0.8}}", "  segments:", "    - {column: region, score: f1, min: 0.1}",
            "  behaviour: {tests: [{test: monotonicity, column: sex, direction: increasing}]}",
            "fairness: {protected: [race], limits: {disparate_impact: 0.8}}",
        ];
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => PipelineFile.LoadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(
            ["line 7, gates.scores.roc_curve", "line 8, gates.segments.region.f1", "line 10, gates.behaviour.tests[0].column", "line 11, fairness.protected[0]"],
            failure.Problems.Select(problem => problem.Field).OrderBy(field => int.Parse(field[5..field.IndexOf(',')], System.Globalization.CultureInfo.InvariantCulture)));

        // A file that is right but does not fit its data is told with lines too, and a broken part does not make others look broken.
        lines[6] = "  scores: {roc_auc: {min: 0.8}}";
        lines[4] = "select: {folds: three}";
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => PipelineFile.LoadAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(4, failure.Problems.Count);
        Assert.Contains("line 5, select.folds", failure.Problems.Select(problem => problem.Field));
        lines[4] = "select: {folds: 3}";
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        var pipeline = await PipelineFile.LoadAsync(path, TestContext.Current.CancellationToken);
        var report = await PipelineCheck.RunAsync(pipeline, TestContext.Current.CancellationToken);
        Assert.Contains(report.Results.SelectMany(result => result.Violations), violation => violation.Complaint.StartsWith("line 11, fairness.protected[0]: ", StringComparison.Ordinal));
    }
}
