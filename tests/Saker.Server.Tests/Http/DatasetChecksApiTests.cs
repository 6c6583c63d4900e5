using System.Net;
using System.Text;
using Saker.Client;

namespace Saker.Server.Tests.Http;

public sealed class DatasetChecksApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DatasetsClient Datasets => _server.Client.Datasets;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options, hasModel: false);
        await AddAsync("plans", "plan\nbasic\nplus\n");
        await AddAsync("customers", "id,plan\n" + string.Concat(Enumerable.Range(1, 250).Select(i => $"{i},{(i % 2 == 0 ? "basic" : "gone")}\n")));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_violation_is_reached_page_by_page()
    {
        const string suite = "suite: customers\nkey: id\nshow: 2\nchecks:\n  - {check: foreign_key, column: plan, dataset: plans}\n  - {check: unique, column: id}\n  - {check: range, column: id, max: 240, severity: warn}\n";
        var (rows, offset) = (new List<long>(), (long?)0);
        while (offset is { } start)
        {
            var report = await Datasets.CheckAsync("customers", 1, suite, start, 60, Token);
            Assert.Equal(("customers/1", "customers", false, 250L, 135L), (report.Source, report.Suite, report.Passed, report.RowCount, report.ViolationCount));
            Assert.Equal(["foreign_key failed 125 2", "unique passed 0 0", "range warned 10 2"], report.Results.TakeLast(3).Select(result => $"{result.Name} {result.Outcome} {result.ViolationCount} {result.Violations.Count}"));
            Assert.All(report.Violations, violation => Assert.Equal($"{violation.Row}", Assert.Single(violation.Key!)));
            rows.AddRange(report.Violations.Select(violation => violation.Row!.Value));
            offset = report.NextOffset;
        }
        Assert.Equal(Enumerable.Range(1, 250).SelectMany(i => Enumerable.Repeat((long)i, (i % 2) + (i > 240 ? 1 : 0))), rows);
    }

    [Theory]
    [InlineData("application/json", "{\"checks\":[{\"check\":\"row_count\",\"min\":250}]}", 200, "\"passed\":true")]
    [InlineData("application/json", "{\"checks\":[{\"check\":\"row_count\",\"min\":\"x\"}]}", 400, "min")]
    [InlineData("application/yaml", "checks:\n  - {check: foreign_key, column: plan, file: /etc/passwd}\n", 400, "store it as a dataset")]
    [InlineData("text/csv", "checks: []", 415, "")]
    public async Task Suite_is_json_or_yaml_and_names_no_files(string type, string suite, int status, string answer)
    {
        using var content = new StringContent(suite, Encoding.UTF8, type);
        using var response = await _server.Http.PostAsync(new Uri("api/datasets/customers/1/checks", UriKind.Relative), content, Token);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains(answer, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Home, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 0, 10, HttpStatusCode.NotFound)]
    [InlineData(1, -1, 10, HttpStatusCode.BadRequest)]
    [InlineData(1, 0, 1_001, HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_told(int version, long offset, int max, HttpStatusCode status)
    {
        var failure = await Assert.ThrowsAsync<SakerClientException>(() => Datasets.CheckAsync("customers", version, "checks: []", offset, max, Token));
        Assert.Equal(status, failure.Status);
    }

    private async Task AddAsync(string name, string csv)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        await Datasets.AddAsync(name, content, "text/csv", $"{name}.csv", Token);
    }
}
