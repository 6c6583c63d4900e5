using Microsoft.Extensions.Primitives;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class MetricFormatsTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/plain", false)]
    [InlineData("text/html", false)]
    [InlineData("no media type at all;;", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text; version=1.0.0", true)]
    [InlineData("application/openmetrics-text; version=2.0.0", false)]
    [InlineData("application/openmetrics-text;q=0, text/plain", false)]
    [InlineData("application/openmetrics-text;q=0.2, text/plain;q=0.5", false)]
    // As Prometheus 2.42 asks.
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    public void The_caller_gets_the_format_that_it_prefers(string? accept, bool isOpen) =>
        Assert.Equal(isOpen ? MetricFormat.OpenMetrics : MetricFormat.Prometheus, MetricFormats.Of(accept is null ? StringValues.Empty : new StringValues(accept)));
}
