using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http;
using Saker.Server.Tests.Telemetry.Metrics;
using Saker.Testing;

namespace Saker.Server.Tests.Telemetry;

/// <summary>A real Prometheus scrapes a real server by the rules that are shipped.</summary>
public sealed partial class PrometheusTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Shipped => Path.Combine(Checkout.Root, "deploy", "prometheus");

    [Fact]
    public async Task Promtool_takes_the_rules_and_the_configuration_that_are_shipped()
    {
        Assert.SkipWhen(PrometheusServer.Missing is not null, PrometheusServer.Missing ?? "");
        var (exitCode, said) = await PrometheusServer.RunToolAsync(null, "check", "config", Path.Combine(Shipped, "prometheus.yml"));
        Assert.True(exitCode == 0, said);
        Assert.Contains("saker-alerts.yml", said, StringComparison.Ordinal);
        Assert.Contains("saker-recording.yml", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_scrapes_the_server_evaluates_every_rule_and_fires_when_an_endpoint_answers_nothing()
    {
        Assert.SkipWhen(PrometheusServer.Missing is not null, PrometheusServer.Missing ?? "");
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: true);
        var rules = Directory.CreateTempSubdirectory("saker-rules-");
        // As shipped, but nobody waits minutes in a test.
        foreach (var file in Directory.GetFiles(Shipped, "saker-*.yml"))
            await File.WriteAllTextAsync(Path.Combine(rules.FullName, Path.GetFileName(file)), Waits().Replace(await File.ReadAllTextAsync(file, Token), "for: 1s"), Token);
        await using var prometheus = await PrometheusServer.StartNewAsync(
            $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: [saker-recording.yml, saker-alerts.yml]
            scrape_configs: [{job_name: saker, static_configs: [{targets: ["127.0.0.1:{{server.Server.Address.Port}}"]}]}]
            """, rules.FullName);
        rules.Delete(recursive: true);
        for (var i = 0; i < 5; i++)
            using (await server.Http.PostJsonAsync("/api/endpoints/churn/predict", MetricsApiTests.Rows))
            {
            }

        Assert.Equal(5, await UntilAsync(prometheus, "saker_inference_requests_total{endpoint=\"churn\",outcome=\"ok\"}", value => value == 5));
        Assert.Equal(1, await UntilAsync(prometheus, "up{job=\"saker\"}", value => value == 1));
        await UntilAsync(prometheus, "saker:inference_error_ratio:rate5m{endpoint=\"churn\"}", value => value == 0);
        await CheckRulesAsync(prometheus);
        Assert.DoesNotContain("SakerEndpointDown", await FiringAsync(prometheus));
        await CheckExemplarAsync(prometheus, server);

        await server.Server.Services.GetRequiredService<ModelHost>().UnloadAsync("churn", version: null, Token);
        await UntilAsync(prometheus, "ALERTS{alertname=\"SakerEndpointDown\",alertstate=\"firing\",endpoint=\"churn\"}", value => value == 1);
        Assert.Contains("SakerEndpointDown", await FiringAsync(prometheus));
    }

    private static async Task CheckRulesAsync(PrometheusServer prometheus)
    {
        for (var tries = 0; ; tries++)
        {
            var groups = (await prometheus.AskAsync("rules", Token)).GetProperty("groups").EnumerateArray();
            var rules = groups.SelectMany(group => group.GetProperty("rules").EnumerateArray()).ToList();
            Assert.True(rules.Count >= 20, $"There are only {rules.Count} rules.");
            var unwell = rules.Where(rule => rule.GetProperty("health").GetString() != "ok").Select(rule => rule.GetRawText()).ToList();
            if (unwell.Count == 0)
                return;
            Assert.True(tries < 60, string.Join('\n', unwell));
            await Task.Delay(500, Token);
        }
    }

    private static async Task CheckExemplarAsync(PrometheusServer prometheus, TestServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent(MetricsApiTests.Rows, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("X-Request-Id", "scraped-1");
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        using var answer = await server.Http.SendAsync(request, Token);
        for (var tries = 0; ; tries++)
        {
            var found = await prometheus.AskAsync($"query_exemplars?query=saker_inference_request_duration_seconds_bucket&start={DateTimeOffset.UnixEpoch.ToUnixTimeSeconds()}&end=4102444800", Token);
            if (found.GetRawText().Contains("scraped-1", StringComparison.Ordinal))
                return;
            Assert.True(tries < 60, found.GetRawText());
            await Task.Delay(500, Token);
        }
    }

    private static async Task<IReadOnlyList<string>> FiringAsync(PrometheusServer prometheus) =>
        [.. (await prometheus.AskAsync("alerts", Token)).GetProperty("alerts").EnumerateArray()
            .Where(alert => alert.GetProperty("state").GetString() == "firing").Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)];

    private static async Task<double> UntilAsync(PrometheusServer prometheus, string expression, Func<double, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var found = await prometheus.QueryAsync(expression, Token);
            if (found is [var (_, value)] && holds(value))
                return value;
            Assert.True(tries < 120, $"{expression} is {JsonSerializer.Serialize(found.Select(one => one.Value))}; Prometheus says: {prometheus.Said}");
            await Task.Delay(500, Token);
        }
    }

    [GeneratedRegex("for: [0-9]+m")]
    private static partial Regex Waits();
}
