using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Saker.Platform.Telemetry;

namespace Saker.Server.Telemetry;

/// <summary>
/// Sends traces and logs by OTLP (metrics: <see cref="OtlpMetricsExport"/>), while the server runs. What the standard environment variables say beside the address (headers, timeouts, names
/// of the service, attributes) is heeded. A collector that does not answer loses what does not fit in the queues of OpenTelemetry, and keeps nobody waiting.
/// </summary>
internal sealed class OtlpExport(TelemetryOptions options, ILogger<OtlpExport> logger) : IHostedService, IDisposable
{
    private const string ServiceName = "saker";

    private OpenTelemetrySdk? _sdk;

    /// <summary>Of Saker.</summary>
    public static string Version { get; } = typeof(OtlpExport).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Adds it where there is somewhere to send to; otherwise nothing of it is there.</summary>
    public static void Add(IServiceCollection services, ILoggingBuilder logging, TelemetryOptions options)
    {
        if (options.Otlp is not { } address)
            return;
        services.AddHostedService<OtlpExport>();
        services.AddHostedService<OtlpMetricsExport>();
        logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(Describe(ResourceBuilder.CreateEmpty()));
            logs.AddOtlpExporter(exporter => Configure(exporter, options, address, "v1/logs"));
        });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sdk = OpenTelemetrySdk.Create(telemetry => telemetry.WithTracing(traces => traces
            .ConfigureResource(resource => Describe(resource.Clear()))
            .AddSource(SakerTrace.Name)
            // Whoever calls has decided for its trace; of those that begin here, a share.
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceShare)))
            .AddProcessor(new RequestIdSpans())
            .AddOtlpExporter(exporter => Configure(exporter, options, options.Otlp!, "v1/traces"))));
        logger.Exporting(options.Otlp!, options.OtlpProtocol, options.TraceShare);
        return Task.CompletedTask;
    }

    // Sends what waits.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => Interlocked.Exchange(ref _sdk, null)?.Dispose();

    // The environment has the last word, as users of OpenTelemetry expect it.
    internal static ResourceBuilder Describe(ResourceBuilder resource) => resource
        .AddService(ServiceName, serviceVersion: Version)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    /// <summary>Where something is sent by HTTP.</summary>
    internal static Uri AddressOf(TelemetryOptions options, string path) => new($"{options.Otlp!.AbsoluteUri.TrimEnd('/')}/{path}");

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, Uri address, string path)
    {
        exporter.Protocol = options.OtlpProtocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = options.OtlpProtocol == OtlpProtocol.Grpc ? address : AddressOf(options, path);
    }
}
