using System.Text;
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
    }

    [Fact]
    public async Task Nothing_that_is_kept_holds_a_value_that_is_protected()
    {
        var pipeline = Over(Policy);
        // Values that nothing else is like.
        var csv = Path.Combine(_folder, "customers.csv");
        await File.WriteAllTextAsync(csv, (await File.ReadAllTextAsync(csv, Token)).Replace("\nc", "\nsomebody-", StringComparison.Ordinal).Replace(",cheque,", ",by-cheque,", StringComparison.Ordinal), Token);
        var result = await _saker.Pipelines.RunAsync(pipeline with { Checks = new CheckSuite { Key = ["id"], Checks = [new MatchesCheck("id", "[a-z]") { Severity = Severity.Warn }, new MostCommonCheck("payment", "cash") { Severity = Severity.Warn }] } }, null, Token);

        Assert.NotNull(result.Version);
        string[] files = [.. Directory.GetFiles(Path.Combine(_folder, "home"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];
        Assert.Contains(files, file => file.EndsWith("model.onnx", StringComparison.Ordinal));
        foreach (var file in files)
            Assert.False(await HoldsAsync(file, "somebody-") || await HoldsAsync(file, "by-cheque"), $"{file} holds what is protected.");
    }

    [Theory]
    [InlineData("interval: [1000]")]
    [InlineData("date: [year]")]
    [InlineData("taxonomy: {paper: [cash]}")]
    public async Task A_cell_that_a_rule_cannot_change_fails_the_run_by_row_without_its_value(string how)
    {
        var pipeline = Over(Policy.Replace("payment: drop", $"payment: {{do: generalise, {how}}}", StringComparison.Ordinal));

        var (failure, kept) = await FailAsync(ErrorKind.InvalidInput, pipeline);

        Assert.Contains(failure.Problems, problem => problem is { Row: 1, Field: "payment" });
        Assert.Contains("row 1, payment: the value is not ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("cheque", $"{kept} {failure}", StringComparison.Ordinal);
        Assert.DoesNotContain("'card'", $"{kept} {failure}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("most_common")]
    [InlineData("max")]
    public async Task A_check_of_all_rows_together_tells_no_value(string kind)
    {
        Check check = kind == "max" ? new MaxCheck("age") { Max = 10 } : new MostCommonCheck("payment", "cash");
        const string Hidden = "columns:\n  id: drop\n  age: {do: generalise, interval: [10]}\n  spend: keep\n  payment: drop\n  left: keep";
        var (failure, kept) = await FailAsync(ErrorKind.ChecksFailed, Over(Hidden) with { Checks = new CheckSuite { Checks = [check] } });
        Assert.Contains(check.Description, kept, StringComparison.Ordinal);
        foreach (var value in new[] { "cheque", "'card'", "is 89" })
            Assert.DoesNotContain(value, $"{kept} {failure}", StringComparison.Ordinal);

        var warned = await _saker.Pipelines.RunAsync(Over(Hidden) with { Checks = new CheckSuite { Checks = [check with { Severity = Severity.Warn }] }, Register = null, Endpoint = null, Candidates = [new Learning.Trainers.LogisticRegression()] }, null, Token);
        var report = await _saker.Datasets.GetChecksAsync("toy", 1, Token);
        Assert.Equal("warned", warned.Dataset.CheckOutcome);
        foreach (var value in new[] { "cheque", "card", "is 89" })
            Assert.DoesNotContain(value, report!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_counts_only_and_what_reads_columns_that_are_kept_is_told()
    {
        var pipeline = Over(Policy) with { Checks = new CheckSuite { Checks = [new RowCountCheck { Min = 1_000 }, new MaxCheck("age") { Max = 10 }] } };

        var (_, kept) = await FailAsync(ErrorKind.ChecksFailed, pipeline);

        Assert.Contains("there are 400 rows", kept, StringComparison.Ordinal);
        Assert.Contains("is 89", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_a_value_breaks_fails_the_run_without_it()
    {
        var pipeline = Over(Policy) with { Checks = new CheckSuite { Checks = [new RowRuleCheck("CAST(payment AS INTEGER) > 1")] } };

        var (failure, kept) = await FailAsync(ErrorKind.ChecksFailed, pipeline);

        Assert.Contains("'saker check' shows it", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("cheque", $"{kept} {failure}", StringComparison.Ordinal);
        Assert.DoesNotContain("'card'", $"{kept} {failure}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reader_says_of_a_value_is_not_shown()
    {
        var pipeline = Over(Policy);
        Task<int> Read() => throw new SakerException(ErrorKind.InvalidInput, "'Alice Smith' cannot be read.");

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => PrivacyCover.WhileAsync(pipeline.Privacy, pipeline.Source, Read));

        Assert.DoesNotContain("Alice", $"{failure}", StringComparison.Ordinal);
        Assert.Contains("Alice", (await Failures.OfAsync(ErrorKind.InvalidInput, () => PrivacyCover.WhileAsync(null, pipeline.Source, Read))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_of_code_that_protects_its_target_is_refused()
    {
        var pipeline = Over(Policy.Replace("left: keep", "left: hash", StringComparison.Ordinal));

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Pipelines.RunAsync(pipeline, null, Token));

        Assert.Contains(failure.Problems, problem => problem.Field == "privacy.columns.left");
    }

    [Fact]
    public void Rules_that_differ_in_what_they_say_are_other_recipes()
    {
        string[] recipes = [.. new[] { "interval: [10]", "interval: [1000]", "interval: [10, 1000]", "interval: [10, 1000], level: 2" }
            .Select(how => PipelineRecipe.Of(Over(Policy.Replace("payment: drop", $"payment: {{do: generalise, {how}}}", StringComparison.Ordinal))))];

        Assert.Equal(recipes.Length, recipes.Distinct().Count());
    }

    [Fact]
    public void Rows_that_come_protected_are_not_asked_what_only_others_can_answer()
    {
        var privacy = Over("columns:\n  id: hash\n  payment: drop\nothers: keep").Privacy!;
        Check[] asked =
        [
            new MatchesCheck("id", "c"), new RangeCheck("age") { Min = 0 }, new RangeCheck("age") { Min = 0, Where = "Payment = 'card'" }, new RangeCheck("age") { Min = 0, Where = "left = 'payment'" },
            new RowRuleCheck("length(\"id\") > 1"), new RowRuleCheck("age > 1 AND spend IS NOT NULL"), new TableRuleCheck("count(id) > 1"), new ColumnCountCheck { Min = 5 }, new UniqueCheck("id", "age"),
        ];

        var fitting = privacy.Done().ChecksOf(new CheckSuite { Key = ["id", "age"], Checks = asked });

        Assert.Equal([asked[1], asked[3], asked[5]], fitting.Checks);
        Assert.Equal(["age"], fitting.Key);
        Assert.Equal(6, PrivacyChecks.Describe(new CheckSuite { Checks = asked }, fitting).Count());
        Assert.Equal(asked, privacy.ChecksOf(new CheckSuite { Checks = asked }).Checks);
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

        Assert.Equal("hash customerID (purpose customer), drop gender, keep others", $"{PipelineFile.Parse(text, _folder).Privacy}");
    }

    /// <summary>Runs what must fail.</summary>
    /// <returns>The failure, and what the run keeps of it.</returns>
    private async Task<(SakerException Failure, string Kept)> FailAsync(ErrorKind kind, Pipeline pipeline)
    {
        var told = new ToldEvents();
        var failure = await Failures.OfAsync(kind, () => _saker.Pipelines.RunAsync(pipeline, told, Token));
        var run = await _saker.Experiments.FindRunAsync(told.Events.OfType<RunStarted>().Single().Run, Token);
        return (failure, run!.Tags["saker.failure"]);
    }

    private static async Task<bool> HoldsAsync(string file, string text)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var held = new MemoryStream();
        await stream.CopyToAsync(held, Token);
        return held.GetBuffer().AsSpan(0, (int)held.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }

    private sealed class ToldEvents : IProgress<PipelineEvent>
    {
        public List<PipelineEvent> Events { get; } = [];

        public void Report(PipelineEvent value) => Events.Add(value);
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
