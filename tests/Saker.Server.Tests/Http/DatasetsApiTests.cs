using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data.Sources;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;

namespace Saker.Server.Tests.Http;

public sealed class DatasetsApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new() { Services = services => services.AddSingleton(new DatasetOptions { MaxUploadBytes = 10_000, MaxRows = 2_000 }) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DatasetsClient Datasets => _server.Client.Datasets;

    public async ValueTask InitializeAsync() => await _server.StartAsync(options => options, hasModel: false);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task File_is_stored_and_read_back_page_by_page_with_its_schema_profile_and_lineage()
    {
        var added = await AddAsync("plans", "id,plan,since\n1,a,2024-01-31\n2,,2024-02-01\n3,c,\n");
        Assert.Equal(("added", 1, 3L), (added.Outcome, added.Dataset.Version, added.Dataset.RowCount));
        Assert.Equal("known", (await AddAsync("plans", "id,plan,since\n1,a,2024-01-31\n2,,2024-02-01\n3,c,\n")).Outcome);

        var page = await Datasets.GetRowsAsync("plans", 1, 1, 1, Token);
        Assert.Equal(["id", "plan", "since"], page.Columns);
        Assert.Equal(("[[2,null,\"2024-02-01\"]]", 3L, 2L), (page.Data.ToJsonString(), page.RowCount, page.NextOffset));
        Assert.Null((await Datasets.GetRowsAsync("plans", 1, 2, 5, Token)).NextOffset);

        var one = await Datasets.GetAsync("plans", 1, Token);
        Assert.Equal(("upload of plans.csv", 48L), (one.Lineage!.Source, one.Lineage.SourceBytes));
        Assert.Equal(64, one.Lineage.SourceHash!.Length);
        Assert.Equal(0, one.Use!.RunCount);
        Assert.Equal("date", (await _server.Http.GetFromJsonAsync<JsonElement>("api/datasets/plans/1/schema", Token))[2].GetProperty("type").GetString());
        Assert.True((await _server.Http.GetFromJsonAsync<JsonElement>("api/datasets/plans/1/profile", Token)).TryGetProperty("columns", out _));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("api/datasets/plans/1/checks"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_server.Home, "datasets"), "received", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("application/jsonl", "{\"id\": 1, \"plan\": \"a\"}\n{\"id\": 2}\n")]
    [InlineData("application/json", "[{\"id\": 1, \"plan\": \"a\"}, {\"id\": 2}]")]
    public async Task Json_gives_the_rows_that_csv_gives(string type, string text)
    {
        await AddAsync("plans", "id,plan\n1,a\n2,\n");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal("known", (await Datasets.AddAsync("plans", content, type, "plans.json", Token)).Outcome);
    }

    [Fact]
    public async Task Parquet_is_taken_too_and_two_versions_are_compared_by_key()
    {
        await AddAsync("plans", "id,plan\n1,a\n2,b\n");
        await File.WriteAllTextAsync(Path.Combine(_server.Home, "x.csv"), "id,plan\n2,c\n3,b\n", Token);
        var rows = await new CsvSource { Path = Path.Combine(_server.Home, "x.csv") }.ReadAllAsync(Token);
        await ParquetFile.WriteAsync(Path.Combine(_server.Home, "x.parquet"), rows, Token);
        await using (var file = File.OpenRead(Path.Combine(_server.Home, "x.parquet")))
            await Datasets.AddAsync("plans", file, "application/vnd.apache.parquet", "x.parquet", Token);

        var found = await Datasets.CompareAsync("plans", 1, 2, ["id"], Token);
        Assert.Equal((1, 1, 1, 0), (found.Rows!.AddedCount, found.Rows.RemovedCount, found.Rows.ChangedCount, found.Rows.SameCount));
        Assert.Equal("[[3]]", found.Rows.Added.ToJsonString());
        Assert.Equal(["id", "plan"], found.Columns.Select(column => column.Name));
        var wrong = await Assert.ThrowsAsync<SakerClientException>(() => Datasets.CompareAsync("plans", 1, 2, ["day"], Token));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("api/datasets/plans/compare?before=1"));
    }

    [Fact]
    public async Task Version_is_described_removed_and_its_absence_told()
    {
        await AddAsync("plans", "id,plan\n1,a\n2,b\n");
        var changed = await Datasets.ChangeAsync("plans", 1, new DatasetChanges("May", new Dictionary<string, string?> { ["team"] = "growth" }), Token);
        Assert.Equal(("May", "growth"), (changed.Description, changed.Tags!["team"]));
        var removed = await Datasets.DeleteAsync("plans", 1, isForced: false, Token);
        Assert.Contains("removed by hand", removed.Removal!.Explanation, StringComparison.Ordinal);
        var gone = await Assert.ThrowsAsync<SakerClientException>(() => Datasets.GetRowsAsync("plans", 1, 0, 10, Token));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("upload of plans.csv", gone.Message, StringComparison.Ordinal);
        Assert.Equal("sourceUnknown", (await Datasets.RebuildAsync("plans", 1, Token)).Outcome);
        Assert.Equal("restored", (await AddAsync("plans", "id,plan\n1,a\n2,b\n")).Outcome);
        var acts = (await _server.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 10, Token)).Select(entry => entry.Act);
        Assert.Equal([AuditActs.DatasetAdded, AuditActs.DatasetChanged, AuditActs.DatasetRemoved, AuditActs.DatasetRebuilt, AuditActs.DatasetAdded], acts.Reverse());
    }

    [Fact]
    public async Task Retention_is_planned_then_applied()
    {
        foreach (var i in Enumerable.Range(1, 3))
            await AddAsync("plans", $"id\n{i}\n");
        var plan = await Datasets.RetainAsync(new RetainRequest(KeepLast: 1, DryRun: true), Token);
        Assert.Equal((true, "plans/2 plans/1", "it is the newest"), (plan.DryRun, string.Join(' ', plan.Removed), plan.Kept["plans/3"]));
        Assert.Null((await Datasets.GetAsync("plans", 1, Token)).Removal);
        Assert.Equal(plan.Removed, (await Datasets.RetainAsync(new RetainRequest(KeepLast: 1), Token)).Removed);
        Assert.NotNull((await Datasets.GetAsync("plans", 1, Token)).Removal);
        using var misspelt = await _server.Http.PostAsJsonAsync("/api/retention", new { keepLast = 1, dry = true }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        using var wrong = await _server.Http.PostAsJsonAsync("/api/retention", new { keepUsedBy = "nobody" }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused_and_leaves_nothing()
    {
        using var text = new StringContent("id\n1\n", Encoding.UTF8, "text/plain");
        using var type = await _server.Http.PostAsync(new Uri("api/datasets/plans", UriKind.Relative), text, Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, type.StatusCode);
        var large = await Assert.ThrowsAsync<SakerClientException>(() => AddAsync("plans", "id\n" + new string('1', 10_001)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        using var unsized = new HttpRequestMessage(HttpMethod.Post, "api/datasets/plans") { Content = new StringContent("id\n" + new string('1', 10_001), Encoding.UTF8, "text/csv") };
        unsized.Headers.TransferEncodingChunked = true;
        using var tooLong = await _server.Http.SendAsync(unsized, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        var many = await Assert.ThrowsAsync<SakerClientException>(() => AddAsync("plans", "id\n" + string.Concat(Enumerable.Repeat("1\n", 2_001))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, many.Status);
        var broken = await Assert.ThrowsAsync<SakerClientException>(() => AddAsync("plans", "id,plan\n1\n"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.Status);
        Assert.DoesNotContain(_server.Home, broken.Message, StringComparison.Ordinal);
        Assert.Empty(await _server.Client.ListDatasetsAsync(Token));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_server.Home, "datasets")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("api/datasets/plans/1"));
    }

    private async Task<DatasetAdditionInfo> AddAsync(string name, string csv)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await Datasets.AddAsync(name, content, "text/csv", $"{name}.csv", Token);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Token);
        return answer.StatusCode;
    }
}
