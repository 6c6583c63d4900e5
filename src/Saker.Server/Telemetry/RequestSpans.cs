using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Saker.OpenInference.Framing;
using Saker.Platform.Telemetry;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Telemetry;

/// <summary>
/// The span of a request, named and described by OpenTelemetry's conventions for HTTP servers and gRPC. What the caller says of its trace
/// (W3C Trace Context) is carried on also where nobody listens, so that the prediction log and the lines of the log have it.
/// </summary>
internal static class RequestSpans
{
    /// <summary>Begins the span; null where there is none to write and none to carry on.</summary>
    public static Activity? Start(HttpContext context)
    {
        var request = context.Request;
        var sent = request.Headers.TraceParent;
        var isListening = SakerTrace.Source.HasListeners() && !IsWatching(request.Path);
        if (!isListening && sent.Count == 0)
            return null;
        var hasParent = ActivityContext.TryParse(sent.Count == 1 ? sent[0] : null, request.Headers.TraceState.Count > 0 ? request.Headers.TraceState.ToString() : null, isRemote: true, out var parent);
        var span = isListening ? SakerTrace.Source.StartActivity(HttpRoutes.Method(request.Method), ActivityKind.Server, parent, Facts(request)) : null;
        span?.SetTag(SakerTrace.RequestId, context.TraceIdentifier);
        return span ?? (hasParent ? Carry(parent) : null);
    }

    /// <summary>Ends it with what became of the request.</summary>
    public static void End(Activity span, HttpContext context)
    {
        if (span.IsAllDataRequested)
            Describe(span, context);
        span.Stop();
    }

    private static Activity Carry(ActivityContext parent)
    {
        var carried = new Activity("request").SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        carried.TraceStateString = parent.TraceState;
        return carried.Start();
    }

    // What samplers may decide by.
    private static KeyValuePair<string, object?>[] Facts(HttpRequest request) =>
    [
        new("http.request.method", HttpRoutes.Method(request.Method)),
        new("url.scheme", request.Scheme),
        new("url.path", request.Path.Value),
        new("server.address", request.Host.Host),
        new("server.port", request.Host.Port),
    ];

    private static void Describe(Activity span, HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (HttpRoutes.Find(context) is { } route)
        {
            span.DisplayName = $"{HttpRoutes.Method(context.Request.Method)} {route}";
            span.SetTag("http.route", route);
        }
        span.SetTag("http.response.status_code", status);
        span.SetTag("network.protocol.version", context.Request.Protocol.Split('/') is [_, var version] ? version : null);
        span.SetTag("user_agent.original", context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
        if (status >= StatusCodes.Status500InternalServerError)
            Fail(span, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (GrpcHeaders.IsGrpc(context.Request.ContentType))
            DescribeCall(span, context);
    }

    private static void DescribeCall(Activity span, HttpContext context)
    {
        span.SetTag("rpc.system", "grpc");
        if (context.Request.Path.Value?.Split('/') is [_, var service, var method])
        {
            span.DisplayName = $"{service}/{method}";
            span.SetTag("rpc.service", service);
            span.SetTag("rpc.method", method);
        }
        var trailers = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers;
        var status = trailers?[GrpcHeaders.Status] is { Count: > 0 } trailer ? trailer : context.Response.Headers[GrpcHeaders.Status];
        if (!int.TryParse(status, out var code))
            return;
        span.SetTag("rpc.grpc.status_code", code);
        // Those that the conventions count as the server's fault: unknown, deadline exceeded, unimplemented, internal, unavailable, data loss.
        if (code is 2 or 4 or 12 or 13 or 14 or 15)
            Fail(span, code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Fail(Activity span, string kind)
    {
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("error.type", kind);
    }

    // Whoever looks every few seconds whether the server lives has no trace.
    private static bool IsWatching(PathString path) => path.StartsWithSegments(MetricsApi.Path, StringComparison.Ordinal) || path.StartsWithSegments("/health", StringComparison.Ordinal);
}
