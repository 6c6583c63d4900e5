using Microsoft.Extensions.DependencyInjection;
using Saker.Platform;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;
using Saker.Server.Telemetry;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class SignalMetricsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-signals-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_bad_is_told_first_whatever_came_first()
    {
        var many = new ManySignals();
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = _folder }, services => services.AddSingleton<ISignalSource>(many), Token);
        var metrics = new SignalMetrics(saker.Services.GetRequiredService<SignalReader>(), new TelemetryOptions { MaxSignalAge = TimeSpan.Zero }, TimeProvider.System);
        var limit = new SeriesLimit(20);
        Assert.DoesNotContain("late", await BadAsync());
        many.IsLateBad = true;

        Assert.Contains("late", await BadAsync());

        async Task<IReadOnlyList<string>> BadAsync()
        {
            var set = new MetricSet(limit);
            await metrics.CollectAsync(set, Token);
            limit.EndRound();
            var bad = metrics.Families.Single(family => family.Name == "saker_signal_bad");
            Assert.Equal(20, set[bad].Count);
            Assert.True(set.Overflow[bad] > 0);
            return [.. set[bad].Select(sample => sample.Labels[3])];
        }
    }

    /// <summary>More than are told apart, of which the last may be bad.</summary>
    private sealed class ManySignals : ISignalSource
    {
        public string Name => "many";

        public bool IsLateBad { get; set; }

        public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("many.column", "share", "Many of them.")];

        public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Signal>>([.. Enumerable.Range(0, 100).Select(i => Of($"column{i}", isBad: false, now)), Of("late", IsLateBad, now)]);

        private static Signal Of(string label, bool isBad, DateTimeOffset now) => new() { Name = "many.column", Endpoint = "live", Label = label, Value = isBad ? 1 : 0, At = now, Verdict = isBad };
    }
}
