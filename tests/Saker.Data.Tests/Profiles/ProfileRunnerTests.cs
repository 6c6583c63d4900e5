using System.Text.Json.Nodes;
using Saker.Data.Profiles;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Profiles;

public sealed class ProfileRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_described_as_the_rows_that_are_read_from_it()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");
        await ParquetFile.WriteAsync(path, RandomTables.Create(5, 30_000), Token);
        var source = new ParquetSource { Path = path };
        var expected = Profile.Of(await source.ReadAllAsync(Token));
        foreach (var threads in new[] { 1, 3 })
        {
            var profile = await ProfileRunner.RunAsync(source, new ProfileOptions { Threads = threads }, null, Token);
            Assert.Equal(Columns(expected), Columns(profile));
        }
    }

    [Fact]
    public async Task A_csv_file_is_described_as_its_rows_are()
    {
        var source = new CsvSource { Path = Repository.Telco };
        Assert.Equal(Columns(Profile.Of(await source.ReadAllAsync(Token))), Columns(await ProfileRunner.RunAsync(source, null, null, Token)));
    }

    [Fact]
    public async Task Progress_is_told_up_to_the_end()
    {
        var told = new List<ProfileProgress>();
        await ProfileRunner.RunAsync(new CsvSource { Path = Repository.Telco }, null, new Told(told.Add), Token);
        Assert.Equal(new ProfileProgress(7_043, 7_043), told[^1]);
    }

    [Fact]
    public async Task It_stops_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = ProfileRunner.RunAsync(new CsvSource { Path = Repository.Telco }, null, new Told(_ => stop.Cancel()), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(7_043, (await ProfileRunner.RunAsync(new CsvSource { Path = Repository.Telco }, null, null, Token)).RowCount);
    }

    [Fact]
    public async Task Options_out_of_range_are_all_named()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => ProfileRunner.RunAsync(new CsvSource { Path = Repository.Telco }, new ProfileOptions { Threads = 0, MaxCorrelatedColumns = -1 }, null, Token));
        Assert.Equal(["MaxCorrelatedColumns", "Threads"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Version_1_of_the_format_is_read_and_joined()
    {
        var json = JsonNode.Parse(Profile.Of(RandomTables.Create(1, 400)).ToJson())!;
        json["version"] = 1;
        json.AsObject().Remove("correlations");
        foreach (var column in json["columns"]!.AsArray())
        {
            foreach (var key in new[] { "cubed_deviations", "fourth_deviations", "zeros", "negatives", "histogram", "max_count_error", "top", "weekdays", "hours" })
                (column!["numbers"] as JsonObject)?.Remove(key);
            foreach (var key in new[] { "characters", "lengths", "containing", "only" })
                (column!["texts"] as JsonObject)?.Remove(key);
        }
        var old = Profile.FromJson(json.ToJsonString());
        var both = old + Profile.Of(RandomTables.Create(1, 400));
        Assert.Equal((800, 800), (both.RowCount, both.Columns[1].Count));
        // The same rows twice: no value is new.
        Assert.All(old.Columns.Zip(both.Columns), pair => Assert.InRange(pair.Second.DistinctCount, pair.First.DistinctCount, pair.First.DistinctCount * 1.1));
        Assert.All(both.Columns, column => Assert.True(column.Numbers is null or { Histogram: null, Top: null, ZeroCount: null }));
        Assert.True(double.IsNaN(both.Get("double").Numbers!.Skewness));
        Assert.Null(both.Columns.Single(column => column.Type == ColumnType.Text).Texts!.Lengths);
        Assert.Equal(both.ToJson(), Profile.FromJson(both.ToJson()).ToJson());
        Assert.NotEmpty(ProfileHtml.Write(both, "old"));
        _ = Profile.FromBytes(both.ToBytes());
    }

    [Fact]
    public void The_page_shows_every_column_and_runs_nothing()
    {
        var table = new Table([Column.OfText("<script>alert(1)</script>", ["<b>", "x"]), Column.OfNumbers("n", [1, 2])]);
        var page = ProfileHtml.Write(Profile.Of(table), "a & b");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<title>Profile of a &amp; b</title>", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"histogram of", page, StringComparison.Ordinal);
    }

    private static string Columns(Profile profile) => JsonNode.Parse(profile.ToJson())!["columns"]!.ToJsonString();

    private sealed class Told(Action<ProfileProgress> tell) : IProgress<ProfileProgress>
    {
        public void Report(ProfileProgress value) => tell(value);
    }
}
