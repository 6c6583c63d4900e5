using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Tests.Monitoring.Log;
using Saker.Testing;

namespace Saker.Platform.Tests.Alerts;

/// <summary>Which requests an alert names.</summary>
public sealed class AlertCircumstancesTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Captured.Start.AddMinutes(2));
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));
        var at = Captured.Start.AddMinutes(1);
        CapturedRequest[] requests =
        [
            .. Enumerable.Range(0, 8).Select(i => Captured.Request($"fine-{i}", at.AddSeconds(i), i)),
            Captured.Request("failed", at.AddSeconds(20), -1) with { Error = "timeout" },
            Captured.Request("refused", at.AddSeconds(21), -1) with { Error = "invalidInput", IsRefused = true },
            Captured.Request("ruled", at.AddSeconds(22), 8) with { Step = "rules" },
            Captured.Request("slow", at.AddSeconds(23), 9) with { TotalMicroseconds = 200_000 },
        ];
        await _saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "log").TakeAsync(Captured.Of("churn", requests, [.. Enumerable.Range(0, 10)]), Token);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("errors.rate", 0.1, "failed")]
    [InlineData("refused.rate", 0.1, "refused")]
    [InlineData("fallback.share", 0.1, "ruled")]
    [InlineData("latency.p99", 0.21, "slow")]
    [InlineData("requests.rate", 5, "slow,ruled,refused,failed,fine-7")]
    [InlineData("silence", 97, "slow,ruled,refused,failed,fine-7")]
    [InlineData("drift.share", 0.4, "slow,ruled,fine-7,fine-6,fine-5")]
    [InlineData("decay", 0.4, "slow,ruled,fine-7,fine-6,fine-5")]
    [InlineData("endpoint.failed", 1, "")]
    public async Task Requests_that_show_it_are_named_the_latest_first(string signal, double value, string ids)
    {
        var found = await FindAsync(signal, value, "churn");

        Assert.Equal(ids, string.Join(',', found));
    }

    [Fact]
    public async Task What_concerns_no_endpoint_or_one_that_nobody_asked_names_none()
    {
        Assert.Empty(await FindAsync("errors.rate", 1, ""));
        Assert.Empty(await FindAsync("errors.rate", 1, "elsewhere"));
    }

    private async Task<IReadOnlyList<string>> FindAsync(string signal, double value, string endpoint)
    {
        var now = _time.GetUtcNow();
        var alert = new Alert
        {
            Id = "1",
            Fingerprint = "f",
            Rule = "rule",
            Severity = Severity.Warning,
            State = AlertState.Firing,
            Signal = signal,
            Endpoint = endpoint,
            Summary = "",
            Value = value,
            PendingAt = now,
            SeenAt = now,
        };
        var found = await _saker.Services.GetRequiredService<AlertCircumstances>().FindAsync([alert], [new Signal { Name = signal, Endpoint = endpoint, Value = value, At = now }], now, Token);
        return found.GetValueOrDefault("f") ?? [];
    }
}
