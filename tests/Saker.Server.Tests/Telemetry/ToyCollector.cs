using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Routing;

namespace Saker.Server.Tests.Telemetry;

/// <summary>A collector that keeps what it is sent by OTLP, by gRPC on one port and by HTTP on the other.</summary>
internal sealed class ToyCollector : IAsyncDisposable
{
    private const int FrameHead = 5;

    private readonly WebApplication _app;

    private ToyCollector(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    public ConcurrentQueue<ReceivedLog> Logs { get; } = new();

    /// <summary>Points by metric and attributes: <c>NAME{key=value,...}</c>.</summary>
    public ConcurrentDictionary<string, ReceivedPoint> Points { get; } = new(StringComparer.Ordinal);

    /// <summary>What those say of themselves that send.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Resources { get; } = new();

    public Uri GrpcAddress => new(_app.Urls.First());

    public Uri HttpAddress => new(_app.Urls.Last());

    public static async Task<ToyCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var collector = new ToyCollector(app);
        app.UseRouting();
        app.MapPost("/v1/traces", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: false, collector.TakeSpans)));
        app.MapPost("/v1/logs", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: false, collector.TakeLogs)));
        app.MapPost("/v1/metrics", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: false, collector.TakeMetrics)));
        app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: true, collector.TakeMetrics)));
        app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: true, collector.TakeSpans)));
        app.MapPost("/opentelemetry.proto.collector.logs.v1.LogsService/Export", (RequestDelegate)(context => collector.TakeAsync(context, isFramed: true, collector.TakeLogs)));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, bool isFramed, Action<WireFields> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        take(new WireFields(ByteString.CopyFrom(body.ToArray().AsSpan(isFramed ? FrameHead : 0))));
        context.Response.ContentType = isFramed ? "application/grpc" : "application/x-protobuf";
        if (!isFramed)
            return;
        // An empty message, which says that all was taken.
        await context.Response.Body.WriteAsync(new byte[FrameHead]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void TakeSpans(WireFields request)
    {
        foreach (var resource in request.Messages(1))
        {
            Resources.Enqueue(resource.Messages(1).Single().Attributes(1));
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                Spans.Enqueue(new ReceivedSpan(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(6), span.Number(7), span.Number(8), span.Attributes(9), span.Messages(15).FirstOrDefault()?.Number(3) ?? 0));
        }
    }

    private void TakeMetrics(WireFields request)
    {
        foreach (var resource in request.Messages(1))
        {
            Resources.Enqueue(resource.Messages(1).Single().Attributes(1));
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                foreach (var (kind, field, attributes) in new[] { ("gauge", 5, 7), ("sum", 7, 7), ("histogram", 9, 9) })
                    foreach (var data in metric.Messages(field))
                        foreach (var point in data.Messages(1))
                            Points[$"{metric.Text(1)}{{{string.Join(',', point.Attributes(attributes).Select(pair => $"{pair.Key}={pair.Value}"))}}}"] = new ReceivedPoint(
                                kind, metric.Text(3), data.Number(2), data.Number(3), point.Number(2), point.Number(3),
                                kind == "histogram" ? point.Number(4) : BitConverter.UInt64BitsToDouble(point.Number(4)), point.Fixed(6), point.Fixed(7).Select(BitConverter.UInt64BitsToDouble).ToArray(),
                                [.. point.Messages(kind == "histogram" ? 8 : 5).Select(exemplar => exemplar.Hex(5))]);
        }
    }

    private void TakeLogs(WireFields request)
    {
        foreach (var record in request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
            Logs.Enqueue(new ReceivedLog(record.Messages(5).Single().Text(1), record.Hex(9), record.Attributes(6)));
    }
}
