using System.Net.Http.Headers;
using Saker.Server.Telemetry;
using Saker.Server.Tests.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry;

public sealed class OtlpTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Caller = "00f067aa0ba902b7";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OtlpProtocol.Grpc)]
    [InlineData(OtlpProtocol.Http)]
    public async Task A_collector_gets_the_spans_and_the_lines_of_a_request_under_its_callers_trace(OtlpProtocol protocol)
    {
        await using var collector = await ToyCollector.StartAsync();
        var id = $"traced-by-{protocol}";
        await using (var server = new TestServer())
        {
            await server.StartAsync(options => options with { Telemetry = Telemetry(collector, protocol) with { LogRequests = 1 } }, hasModel: true);
            await AskAsync(server, id, $"00-{Trace}-{Caller}-01");
            await AskAsync(server, id + "-wrong", $"00-{Trace}-{Caller}-01", """{"rows":[{"tenure":"long"}]}""");
        }

        var spans = collector.Spans.Where(span => span.Attributes.GetValueOrDefault("saker.request.id") == id).ToList();
        Assert.All(spans, span => Assert.Equal(Trace, span.TraceId));
        var request = Assert.Single(spans, span => span.ParentId == Caller);
        Assert.Equal(("POST /api/endpoints/{name}/predict", 2UL), (request.Name, request.Kind));
        Assert.Equal(("POST", "/api/endpoints/{name}/predict", "/api/endpoints/churn/predict", "200"),
            (request.Attributes["http.request.method"], request.Attributes["http.route"], request.Attributes["url.path"], request.Attributes["http.response.status_code"]));
        var inference = Assert.Single(spans, span => span.ParentId == request.SpanId);
        Assert.Equal(("inference", "churn", "churn", "1", "1", "primary"),
            (inference.Name, inference.Attributes["saker.endpoint"], inference.Attributes["saker.model"], inference.Attributes["saker.version"], inference.Attributes["saker.rows"], inference.Attributes["saker.step"]));
        Assert.Equal(["queue", "compute"], spans.Where(span => span.ParentId == inference.SpanId).OrderBy(span => span.Start).ThenByDescending(span => span.Name).Select(span => span.Name));
        // A clock that is set meanwhile apart, what is within another is so in time as well: to the tick of 100 ns.
        Assert.All(spans, span => Assert.True(span.Start <= span.End));
        Assert.InRange(inference.Start, request.Start - 1_000_000, request.End);
        Assert.Equal("saker", collector.Resources.First()["service.name"]);

        var wrong = collector.Spans.Where(span => span.Attributes.GetValueOrDefault("saker.request.id") == id + "-wrong").ToList();
        Assert.Equal("400", wrong.Single(span => span.ParentId == Caller).Attributes["http.response.status_code"]);
        Assert.Equal((2UL, "InvalidInput"), (wrong.Single(span => span.Name == "inference").Status, wrong.Single(span => span.Name == "inference").Attributes["error.type"]));

        var line = Assert.Single(collector.Logs, log => log.Attributes.GetValueOrDefault("RequestId") == id);
        Assert.Equal((Trace, "churn", "ok"), (line.TraceId, line.Attributes["Endpoint"], line.Attributes["Outcome"]));
        Assert.Contains($"Request {id} to churn: ok", line.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OtlpProtocol.Grpc)]
    [InlineData(OtlpProtocol.Http)]
    public async Task A_collector_gets_the_metrics_that_there_are(OtlpProtocol protocol)
    {
        await using var collector = await ToyCollector.StartAsync();
        await using (var server = new TestServer())
        {
            await server.StartAsync(options => options with { Telemetry = Telemetry(collector, protocol) with { MetricsInterval = TimeSpan.FromSeconds(1) } }, hasModel: true);
            await AskAsync(server, "one", $"00-{Trace}-{Caller}-01");
            await AskAsync(server, "two", null);
            while (!collector.Points.Keys.Any(name => name.StartsWith("saker_ready{", StringComparison.Ordinal)))
                await Task.Delay(50, Token);
            await AskAsync(server, "three", null);
            // What came after the last time is sent when the server stops.
        }

        const string Version = "endpoint=churn,model=churn,version=1";
        var requests = collector.Points[$"saker_inference_requests{{{Version},outcome=ok}}"];
        Assert.Equal(("sum", "1", 2UL, 1UL, 3d), (requests.Kind, requests.Unit, requests.Temporality, requests.IsMonotonic, requests.Value));
        Assert.InRange(requests.Start, 1UL, requests.At);
        var duration = collector.Points[$"saker_inference_request_duration_seconds{{{Version}}}"];
        Assert.Equal(("histogram", "s", 2UL, 3d), (duration.Kind, duration.Unit, duration.Temporality, duration.Value));
        Assert.Equal((3UL, duration.Bounds.Length + 1), ((ulong)duration.Counts.Sum(count => (double)count), duration.Counts.Length));
        Assert.Equal(duration.Bounds.Order(), duration.Bounds);
        Assert.Contains(Trace, duration.Traces);
        Assert.Equal(("gauge", 1d), (collector.Points["saker_ready{}"].Kind, collector.Points["saker_ready{}"].Value));
        Assert.Equal("By", collector.Points["process_resident_memory_bytes{}"].Unit);
        Assert.Contains(collector.Resources, resource => resource["service.name"] == "saker");
    }

    [Fact]
    public async Task What_the_caller_does_not_trace_is_not_traced_and_of_the_rest_a_share_is()
    {
        await using var collector = await ToyCollector.StartAsync();
        await using (var server = new TestServer())
        {
            await server.StartAsync(options => options with { Telemetry = Telemetry(collector, OtlpProtocol.Http) with { TraceShare = 0 } }, hasModel: true);
            await AskAsync(server, "untraced-1", $"00-{Trace}-{Caller}-00");
            await AskAsync(server, "untraced-2", null);
            await AskAsync(server, "untraced-3", "no context at all");
            await AskAsync(server, "wanted-4", $"00-{Trace}-{Caller}-01");
        }
        var ids = collector.Spans.Select(span => span.Attributes.GetValueOrDefault("saker.request.id")).Where(id => id is not null && id.Length == "untraced-1".Length || id == "wanted-4").Distinct();
        Assert.Equal(["wanted-4"], ids.Where(id => id!.StartsWith("untraced", StringComparison.Ordinal) || id == "wanted-4"));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_keeps_nobody_waiting()
    {
        await using var server = new TestServer();
        // Nobody listens on the port of discarding.
        await server.StartAsync(options => options with { Telemetry = new TelemetryOptions { Otlp = new Uri("http://127.0.0.1:9"), OtlpProtocol = OtlpProtocol.Http } }, hasModel: true);
        for (var i = 0; i < 5; i++)
            await AskAsync(server, $"lost-{i}", null);
    }

    private static TelemetryOptions Telemetry(ToyCollector collector, OtlpProtocol protocol) =>
        new() { Otlp = protocol == OtlpProtocol.Grpc ? collector.GrpcAddress : collector.HttpAddress, OtlpProtocol = protocol };

    private static async Task AskAsync(TestServer server, string id, string? traceparent, string rows = MetricsApiTests.Rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(rows, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("X-Request-Id", id);
        if (traceparent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceparent);
        using var answer = await server.Http.SendAsync(request, Token);
        Assert.Equal(id, answer.Headers.GetValues("X-Request-Id").Single());
    }
}
