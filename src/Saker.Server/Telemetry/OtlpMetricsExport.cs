using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using Saker.OpenInference.Framing;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Telemetry;

/// <summary>
/// Sends what <c>/metrics</c> shows by OTLP, every <see cref="TelemetryOptions.MetricsInterval"/> and once at the end. Values are sums since the start, so that what a
/// collector that was away did not get, it gets with the next.
/// </summary>
internal sealed class OtlpMetricsExport : BackgroundService
{
    private const string GrpcPath = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private readonly MetricRegistry _registry;
    private readonly TelemetryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OtlpMetricsExport> _logger;
    private readonly OtlpMetrics _messages;
    private readonly HttpClient _http;
    private readonly (string Name, string Value)[] _headers;
    private bool _isFailing;

    public OtlpMetricsExport(MetricRegistry registry, TelemetryOptions options, TimeProvider time, ILogger<OtlpMetricsExport> logger)
    {
        (_registry, _options, _time, _logger) = (registry, options, time, logger);
        _messages = new OtlpMetrics(OtlpExport.Describe(ResourceBuilder.CreateEmpty()).Build().Attributes, OtlpExport.Version, time.GetUtcNow());
        // It reads the standard variables of the environment.
        var standard = new OtlpExporterOptions();
        _http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(standard.TimeoutMilliseconds) };
        _headers =
        [
            .. (standard.Headers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
                .Select(pair => (Uri.UnescapeDataString(pair[0].Trim()), Uri.UnescapeDataString(pair[1].Trim()))),
        ];
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TrySendAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.MetricsInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TrySendAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is sent when it stops.
        }
    }

    // Nobody waits for it, and the next time sends all again.
    private async Task TrySendAsync(CancellationToken cancellationToken)
    {
        try
        {
            var samples = await _registry.CollectAsync(cancellationToken);
            await SendAsync(_messages.Write(_registry.Families, samples, _time.GetUtcNow()), cancellationToken);
            _isFailing = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (!_isFailing)
                _logger.MetricsNotSent(_options.Otlp!, exception.Message);
            _isFailing = true;
        }
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        using var request = Request(message);
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        // Trailers are there once the body is read, which it is.
        var status = answer.TrailingHeaders.TryGetValues("grpc-status", out var trailing) || answer.Headers.TryGetValues("grpc-status", out trailing) ? trailing.FirstOrDefault() : "0";
        if (status != "0")
            throw new HttpRequestException($"The collector answered with gRPC status {status}.");
    }

    private HttpRequestMessage Request(byte[] message)
    {
        if (_options.OtlpProtocol == OtlpProtocol.Http)
        {
            var plain = new HttpRequestMessage(HttpMethod.Post, OtlpExport.AddressOf(_options, "v1/metrics")) { Content = new ByteArrayContent(message) };
            plain.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            return plain;
        }
        var framed = new byte[GrpcFrame.PrefixSize + message.Length];
        GrpcFrame.WritePrefix(framed, isCompressed: false, message.Length);
        message.CopyTo(framed, GrpcFrame.PrefixSize);
        var call = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Otlp!, GrpcPath))
        {
            Content = new ByteArrayContent(framed),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        call.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return call;
    }
}
