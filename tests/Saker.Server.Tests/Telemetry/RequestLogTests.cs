using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Server.Telemetry;
using Saker.Server.Tests.Http;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Telemetry;

public sealed class RequestLogTests
{
    private const string Row = """{"tenure":3,"MonthlyCharges":1,"Contract":"One year","PaperlessBilling":true}""";
    private const string OtherRow = """{"tenure":4,"MonthlyCharges":1,"Contract":"One year","PaperlessBilling":true}""";

    [Fact]
    public async Task Equal_features_have_equal_hashes_by_whatever_door_they_come_and_others_have_not()
    {
        using var log = new KeptLines();
        await using var server = Server(log);
        await server.StartAsync(options => options with { Telemetry = new TelemetryOptions { LogRequests = 1 } }, hasModel: true);
        await AskAsync(server, Row);
        await AskAsync(server, Row);
        await AskAsync(server, OtherRow);
        await AskAsync(server, """{"tenure":"long"}""");
        var tensors = """{"inputs":[{"name":"tenure","shape":[1,1],"datatype":"INT64","data":[3]},{"name":"MonthlyCharges","shape":[1,1],"datatype":"FP64","data":[1]},{"name":"Contract","shape":[1,1],"datatype":"BYTES","data":["One year"]},{"name":"PaperlessBilling","shape":[1,1],"datatype":"BOOL","data":[true]}]}""";
        using var infer = await server.Http.PostJsonAsync("/v2/models/churn/infer", tensors);
        Assert.True(infer.IsSuccessStatusCode, await infer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var lines = await log.WaitAsync(5);
        Assert.Equal(["ok", "ok", "ok", "refused", "ok"], lines.Select(line => line["Outcome"]));
        Assert.Equal(["churn", "1", "1"], new[] { lines[0]["Endpoint"], lines[0]["Version"], lines[0]["Rows"] });
        Assert.Equal(lines[0]["FeaturesHash"], lines[1]["FeaturesHash"]);
        Assert.Equal(lines[0]["AnswerHash"], lines[1]["AnswerHash"]);
        Assert.NotEqual(lines[0]["FeaturesHash"], lines[2]["FeaturesHash"]);
        Assert.Equal("", lines[3]["FeaturesHash"]);
        Assert.Equal("", lines[3]["AnswerHash"]);
        Assert.Equal(lines[0]["FeaturesHash"], lines[4]["FeaturesHash"]);
        Assert.Matches("^[0-9a-f]{32}$", lines[0]["FeaturesHash"]);
        Assert.Equal(5, lines.Select(line => line["RequestId"]).Distinct().Count());
        Assert.DoesNotContain(lines, line => line.Values.Any(value => value.Contains("One year", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_installation_has_other_hashes()
    {
        var hashes = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var log = new KeptLines();
            await using var server = Server(log);
            await server.StartAsync(options => options with { Telemetry = new TelemetryOptions { LogRequests = 1 } }, hasModel: true);
            await AskAsync(server, Row);
            hashes.Add(Assert.Single(await log.WaitAsync(1))["FeaturesHash"]);
        }
        Assert.NotEqual(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task Nothing_is_logged_of_requests_unless_it_is_asked_for()
    {
        using var log = new KeptLines();
        await using var server = Server(log);
        await server.StartAsync(options => options, hasModel: true);
        await AskAsync(server, Row);
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_share_of_the_requests_is_chosen_by_their_ids_and_the_same_everywhere(double share)
    {
        var here = new RequestLog(share, "one installation"u8, NullLogger<RequestLog>.Instance);
        var there = new RequestLog(share, "another installation"u8, NullLogger<RequestLog>.Instance);
        var all = new RequestLog(1, "one installation"u8, NullLogger<RequestLog>.Instance);
        var ids = Enumerable.Range(0, 4_000).Select(i => $"request-{i}").ToList();
        var chosen = ids.Where(here.IsChosen).ToList();
        Assert.Equal(chosen, ids.Where(there.IsChosen));
        Assert.Equal(ids, ids.Where(all.IsChosen));
        // Six standard deviations: the ids are fixed, so is the answer.
        Assert.InRange(chosen.Count, ids.Count * share - 6 * Math.Sqrt(ids.Count * share * (1 - share)), ids.Count * share + 6 * Math.Sqrt(ids.Count * share * (1 - share)));
    }

    private static TestServer Server(KeptLines log) => new()
    {
        Services = services => services.AddSingleton<ILoggerProvider>(log).AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn())),
    };

    private static async Task AskAsync(TestServer server, string row)
    {
        using var answer = await server.Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{row}}]}""");
    }

    /// <summary>The lines of requests as their values by name.</summary>
    private sealed class KeptLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<IReadOnlyDictionary<string, string>> Lines { get; } = new();

        /// <summary>The first so many: a line comes after the answer.</summary>
        public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> WaitAsync(int count)
        {
            await Eventually.IsSoAsync(() => Lines.Count >= count, $"{count} lines");
            Assert.Equal(count, Lines.Count);
            return [.. Lines];
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1210 && state is IReadOnlyList<KeyValuePair<string, object?>> values)
                Lines.Enqueue(values.ToDictionary(value => value.Key, value => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value.Value}")));
        }

        public void Dispose()
        {
        }
    }
}
