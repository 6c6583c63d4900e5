using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Monitoring.Windows;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Signals;

public sealed class TrafficSignalsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Noon);
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await OpenAsync();
        using var source = new ModelSource();
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Token);
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await _saker.Host.RefreshAsync(Token);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Silence_is_told_however_long_it_lasts_and_whoever_looks_first_after_a_restart()
    {
        Assert.Null(await SilenceAsync(_saker));
        await _saker.Windows.WriteAsync([WindowParts.Of(Noon, 10)], Token);
        _time.Advance(TimeSpan.FromHours(7));

        var other = await OpenAsync();
        await other.Host.RefreshAsync(Token);

        // The minute of the request is over at 12:01.
        Assert.Equal(TimeSpan.FromHours(7) - TimeSpan.FromMinutes(1), await SilenceAsync(other));
        Assert.Equal(TimeSpan.FromHours(7) - TimeSpan.FromMinutes(1), await SilenceAsync(_saker));
    }

    [Fact]
    public async Task Where_minutes_are_not_kept_any_more_silence_is_told_to_the_hour()
    {
        await _saker.Windows.WriteAsync([WindowParts.Of(Noon, 10)], Token);
        _time.Advance(TimeSpan.FromDays(5));
        await _saker.Windows.KeepAsync(Token);

        Assert.Equal(TimeSpan.FromDays(5) - TimeSpan.FromHours(1), await SilenceAsync(_saker));
    }

    [Fact]
    public async Task What_came_while_another_replica_looked_is_no_silence()
    {
        await _saker.Windows.WriteAsync([WindowParts.Of(Noon, 10)], Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, await SilenceAsync(_saker));
        _time.Advance(TimeSpan.FromHours(1));
        await _saker.Windows.WriteAsync([WindowParts.Of(Noon.AddMinutes(50), 10)], Token);

        Assert.Equal(TimeSpan.FromMinutes(10), await SilenceAsync(_saker));
    }

    private Task<SakerPlatform> OpenAsync() => _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));

    private async Task<TimeSpan?> SilenceAsync(SakerPlatform saker)
    {
        var signals = await saker.Services.GetRequiredService<SignalReader>().ReadAsync(_time.GetUtcNow(), Token);
        Assert.DoesNotContain(signals, signal => signal.Name == SignalReader.FailedSource);
        return signals.SingleOrDefault(signal => signal.Name == "silence") is { } silence ? TimeSpan.FromSeconds(silence.Value) : null;
    }
}
