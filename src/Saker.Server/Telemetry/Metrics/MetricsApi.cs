using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Saker.Platform.Identity;
using Saker.Server.Http;
using Saker.Server.Http.Access;

namespace Saker.Server.Telemetry.Metrics;

/// <summary><c>/metrics</c>: open wherever access is off, as on loopback by default; else for viewers, or for everybody where the server is told so.</summary>
internal static class MetricsApi
{
    public const string Path = "/metrics";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var route = routes.MapGet(Path, WriteAsync).WithTags("Telemetry").WithName("metrics").WithSummary("All metrics, as Prometheus reads them.")
            .WithDescription("Prometheus' text format 0.0.4, or OpenMetrics 1.0.0 with exemplars for callers that accept application/openmetrics-text.");
        if (routes.ServiceProvider.GetRequiredService<TelemetryOptions>().OpenMetrics)
            route.OpenToAll();
        else
            route.Needs(Role.Viewer);
    }

    private static async Task WriteAsync(HttpContext context, MetricRegistry metrics)
    {
        var format = MetricFormats.Of(context.Request.Headers.Accept);
        var text = new ArrayBufferWriter<byte>(64 << 10);
        await metrics.WriteAsync(text, format, context.RequestAborted);
        context.Response.Headers.Vary = HeaderNames.Accept;
        await Answers.SendAsync(context, MetricFormats.ContentType(format), text.WrittenMemory);
    }
}
