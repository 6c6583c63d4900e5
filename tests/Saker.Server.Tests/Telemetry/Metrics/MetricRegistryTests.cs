using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Server.Telemetry;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class MetricRegistryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_that_fails_keeps_nobody_from_seeing_the_others_and_is_counted()
    {
        using var registry = new MetricRegistry([new BrokenSource(), new SteadySource()], new TelemetryOptions(), TimeProvider.System, NullLogger<MetricRegistry>.Instance);
        await WriteAsync(registry);
        var text = await WriteAsync(registry);
        Assert.Contains("saker_test_steady 7\n", text, StringComparison.Ordinal);
        Assert.Contains("saker_metrics_source_failures_total{source=\"BrokenSource\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE saker_test_broken gauge\n", text, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(MetricRegistry registry)
    {
        var text = new ArrayBufferWriter<byte>();
        await registry.WriteAsync(text, MetricFormat.Prometheus, Token);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private sealed class BrokenSource : IMetricSource
    {
        public IReadOnlyList<MetricFamily> Families { get; } = [new("saker_test_broken", MetricKind.Gauge, "Never there.")];

        public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken) => throw new InvalidOperationException("no");
    }

    private sealed class SteadySource : IMetricSource
    {
        public IReadOnlyList<MetricFamily> Families { get; } = [new("saker_test_steady", MetricKind.Gauge, "Always there.")];

        public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
        {
            into.Add(Families[0], 7);
            return ValueTask.CompletedTask;
        }
    }
}
