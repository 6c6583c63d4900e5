using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Privacy.Keys;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelinePrivacyTests : IAsyncLifetime
{
    private const string Policy = """
        columns:
          id: {do: hash}
          age: keep
          spend: keep
          payment: drop
          left: keep
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("saker-private-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ring => Path.Combine(_folder, "ring.json");

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_protected_is_neither_stored_nor_learned_from_and_lineage_says_so()
    {
        var pipeline = Over(Policy);
        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);

        var rows = await _saker.Datasets.ReadAsync("toy", 1, Token);
        Assert.Equal(["id", "age", "spend", "left"], rows.Schema.Select(column => column.Name));
        Assert.All(Enumerable.Range(0, rows.RowCount), row => Assert.Equal(64, ((string)rows.Get("id").GetValue(row)!).Length));
        Assert.Equal(["hash id", "drop payment"], result.Dataset.Lineage.Transforms);
        var run = await _saker.Experiments.FindRunAsync(result.Run, Token);
        Assert.Equal("keep age, hash id, keep left, drop payment, keep spend", run!.Parameters["privacy"]);

        await _saker.Host.RefreshAsync(Token);
        Assert.Equal(["age", "spend"], _saker.Host.GetSignature("toy").Inputs.Select(input => input.Name));
        Assert.DoesNotContain("c0", await File.ReadAllTextAsync(Path.Combine(result.Version!.Folder!, "input_example.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuilding_says_that_the_rows_were_changed_on_the_way()
    {
        var result = await _saker.Pipelines.RunAsync(Over(Policy) with { Register = null, Endpoint = null }, null, Token);

        var rebuilt = await _saker.DatasetRebuilder.RebuildAsync(result.Dataset, Token);

        Assert.Equal(DatasetRebuildOutcome.SourceUnknown, rebuilt.Outcome);
        Assert.Contains("hash id; drop payment", rebuilt.Explanation, StringComparison.Ordinal);
        Assert.Contains("Run the pipeline 'toy' again", rebuilt.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_checks_found_is_kept_without_values()
    {
        var pipeline = Over(Policy) with
        {
            Register = null,
            Endpoint = null,
            Checks = new CheckSuite { Key = ["id"], Checks = [new MatchesCheck("id", "c[0-9]{2}") { Severity = Severity.Warn }] },
        };
        var result = await _saker.Pipelines.RunAsync(pipeline, null, Token);
        var checks = await _saker.Datasets.GetChecksAsync("toy", 1, Token);

        Assert.Equal("warned", result.Dataset.CheckOutcome);
        Assert.DoesNotContain("'c0'", checks!, StringComparison.Ordinal);
        Assert.DoesNotContain("\"c0\"", checks!, StringComparison.Ordinal);
        Assert.Contains("its value is not shown", checks!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_names_rows_and_no_values()
    {
        var pipeline = Over(Policy) with { Checks = new CheckSuite { Checks = [new MatchesCheck("id", "c[0-9]{2}")] } };

        var failure = await Failures.OfAsync(ErrorKind.ChecksFailed, () => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.DoesNotContain("c0'", $"{failure.Message} {string.Join(' ', failure.Problems)}", StringComparison.Ordinal);
        Assert.Contains(failure.Problems, problem => problem is { Row: 1, Field: "id" });
    }

    [Fact]
    public async Task Checking_tells_what_the_policy_does_not_fit()
    {
        var report = await PipelineCheck.RunAsync(Over("""
            columns:
              id: drop
              age: keep
              name: mask
              left: keep
            """), Token);

        var failed = Assert.Single(report.Results, result => result.Outcome == CheckOutcome.Failed);
        Assert.Equal("privacy", failed.Name);
        Assert.Equal(["name", "spend", "payment"], failed.Violations.Select(violation => violation.Complaint.Split(':')[0]));
        Assert.True((await PipelineCheck.RunAsync(Over(Policy), Token)).Passed);
    }

    [Fact]
    public void A_file_says_it_and_what_does_not_go_together_is_told()
    {
        const string File = """
            pipeline: toy
            source: {csv: customers.csv}
            target: {column: left, positive: "yes"}
            privacy:
              ring: ring.json
              columns:
                id: {do: tokenise, deterministic: true}
                left: LEFT
              others: keep
            candidates:
              - {trainer: logistic_regression}
            """;
        var pipeline = PipelineFile.Parse(File.Replace("LEFT", "keep", StringComparison.Ordinal), _folder);
        Assert.Equal(Ring, pipeline.Privacy!.RingFile);
        Assert.Equal(ProtectionKind.Tokenise, pipeline.Privacy.Policy.Columns["id"].Kind);

        var wrong = Assert.Throws<SakerException>(() => PipelineFile.Parse(File.Replace("LEFT", "mask", StringComparison.Ordinal), _folder));
        Assert.Contains(wrong.Problems, problem => problem.Field.EndsWith("privacy.columns.left", StringComparison.Ordinal) && problem.Message.Contains("target", StringComparison.Ordinal));
        var unknown = Assert.Throws<SakerException>(() => PipelineFile.Parse(File.Replace("LEFT", "keep\n    id2: hide", StringComparison.Ordinal), _folder));
        Assert.Contains(unknown.Problems, problem => problem.Message.Contains("'hide' is not known", StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_shows_one()
    {
        var text = "pipeline: toy\nsource: {csv: customers.csv}\ntarget: {column: left, positive: \"yes\"}\ncandidates: [{trainer: logistic_regression}]\n" + DocumentationExample.Read("docs/pipeline-file.md", "privacy");

        Assert.Equal("hash customerID, drop gender, keep others", $"{PipelineFile.Parse(text, _folder).Privacy}");
    }

    private Pipeline Over(string policy)
    {
        if (!File.Exists(Ring))
            KeyRing.Create(Ring, TimeProvider.System);
        return ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with
        {
            Preparation = Learning.Preparation.PreparationPlan.Default,
            Candidates = [new Learning.Trainers.LogisticRegression()],
            Privacy = new PrivacySettings { Policy = ProtectionPolicy.Parse(policy), RingFile = Ring },
        };
    }
}
