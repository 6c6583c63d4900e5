using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Saker.Platform.Identity;
using Saker.Server.Telemetry;
using Saker.Server.Telemetry.Metrics;
using Saker.Server.Tests.Http;
using Saker.Server.Tests.Http.Access;
using Saker.Testing;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class MetricsApiTests(TestServer server) : IClassFixture<TestServer>
{
    public const string Rows = """{"rows":[{"tenure":3,"MonthlyCharges":1,"Contract":"One year","PaperlessBilling":true}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_endpoint_version_and_outcome_and_in_every_stage()
    {
        var before = await ReadAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await server.Http.PostJsonAsync("/api/endpoints/churn/predict", Rows)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.PostJsonAsync("/api/endpoints/churn/predict", """{"rows":[{"tenure":"long"}]}""")).StatusCode);
        var after = await ReadAsync();
        const string Version = "endpoint=\"churn\",model=\"churn\",version=\"1\"";
        Assert.Equal(3, Rise($"saker_inference_requests_total{{{Version},outcome=\"ok\"}}"));
        Assert.Equal(1, Rise($"saker_inference_requests_total{{{Version},outcome=\"refused\"}}"));
        Assert.Equal(3, Rise($"saker_inference_rows_total{{{Version}}}"));
        Assert.Equal(3, Rise($"saker_inference_answers_total{{{Version},step=\"primary\"}}"));
        Assert.Equal(4, Rise($"saker_inference_request_duration_seconds_count{{{Version}}}"));
        Assert.Equal(4, Rise($"saker_inference_request_duration_seconds_bucket{{{Version},le=\"+Inf\"}}"));
        foreach (var stage in new[] { "queue", "input", "infer", "output" })
            Assert.Equal(3, Rise($"saker_inference_stage_duration_seconds_count{{{Version},stage=\"{stage}\"}}"));
        Assert.Equal(3, Rise("saker_http_request_duration_seconds_count{method=\"POST\",route=\"/api/endpoints/{name}/predict\",code=\"200\"}"));
        Assert.Equal(1, Rise("saker_http_request_duration_seconds_count{method=\"POST\",route=\"/api/endpoints/{name}/predict\",code=\"400\"}"));
        Assert.Equal(1, after["saker_endpoint_serving{endpoint=\"churn\"}"]);
        Assert.Equal(1, after["saker_model_state{model=\"churn\",version=\"1\",state=\"active\"}"]);
        Assert.Equal(1, after["saker_ready"]);
        Assert.Equal(1, after["saker_database_up"]);
        Assert.True(after["process_resident_memory_bytes"] > 10e6);

        double Rise(string series) => after[series] - before.GetValueOrDefault(series);
    }

    [Fact]
    public async Task Addresses_that_are_none_count_together_whatever_clients_make_up()
    {
        for (var i = 0; i < 3; i++)
            using (await server.Http.SendAsync(new HttpRequestMessage(new HttpMethod($"MADE{i}"), $"/made/up/{i}"), Token))
            {
            }
        var lines = (await ReadTextAsync(null)).Split('\n');
        Assert.DoesNotContain(lines, line => line.Contains("made/up", StringComparison.Ordinal) || line.Contains("MADE", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("saker_http_request_duration_seconds_count{method=\"_OTHER\",route=\"unmatched\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_accepts_OpenMetrics_gets_it_with_the_request_as_exemplar()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(Rows, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("X-Request-Id", "exemplary-1");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        // Within the second that the exemplar of a bucket stays, others may have come first.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        using var answer = await server.Http.SendAsync(request, Token);
        Assert.Equal("exemplary-1", answer.Headers.GetValues("X-Request-Id").Single());
        var text = await ReadTextAsync("application/openmetrics-text; version=1.0.0");
        Assert.EndsWith("\n# EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("# {trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\",request_id=\"exemplary-1\"} 0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_the_metrics()
    {
        Assert.SkipWhen(PrometheusServer.Missing is not null, PrometheusServer.Missing ?? "");
        using (await server.Http.PostJsonAsync("/api/endpoints/churn/predict", Rows))
        {
        }
        var (exitCode, said) = await PrometheusServer.RunToolAsync(await ReadTextAsync(null), "check", "metrics");
        Assert.True(exitCode == 0 && said.Length == 0, said);
    }

    [Fact]
    public async Task Where_callers_must_say_who_they_are_a_viewers_key_opens_the_metrics_or_an_option_does()
    {
        foreach (var isOpen in new[] { false, true })
        {
            await using var guarded = new GuardedServer();
            await guarded.StartAsync(options => options with { Telemetry = new TelemetryOptions { OpenMetrics = isOpen } });
            using var stranger = await guarded.Anonymous.GetAsync("/metrics", Token);
            Assert.Equal(isOpen ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, stranger.StatusCode);
            using var viewer = guarded.As(Role.Viewer);
            using var answer = await viewer.GetAsync("/metrics", Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<string> ReadTextAsync(string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using var answer = await server.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(accept is null ? "text/plain; version=0.0.4; charset=utf-8" : "application/openmetrics-text; version=1.0.0; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private async Task<Dictionary<string, double>> ReadAsync() => (await ReadTextAsync(null)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#')).Select(line => (At: line.LastIndexOf(' '), Line: line))
        .ToDictionary(line => line.Line[..line.At], line => double.Parse(line.Line[(line.At + 1)..], CultureInfo.InvariantCulture));
}
