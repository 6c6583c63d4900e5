using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Saker.Server.Http;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Telemetry;

/// <summary>Counts every request by its route, gives it a span where somebody wants one, and a scope with its ids to all that is logged meanwhile.</summary>
internal sealed class RequestTelemetry(RequestDelegate next, HttpTraffic traffic, TimeProvider time, ILogger<RequestTelemetry> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var beganAt = time.GetTimestamp();
        traffic.Begin();
        var span = RequestSpans.Start(context);
        try
        {
            if (RequestIds.IsHot(context.Request) && !logger.IsEnabled(LogLevel.Debug))
                await next(context);
            else
                await RunScopedAsync(context, span);
        }
        finally
        {
            if (span is not null)
                RequestSpans.End(span, context);
            traffic.End(context, time.GetElapsedTime(beganAt));
        }
    }

    private async Task RunScopedAsync(HttpContext context, Activity? span)
    {
        using (logger.BeginScope(new RequestScope(context.TraceIdentifier, span)))
            await next(context);
    }
}
