using System.CommandLine;
using System.Globalization;
using Saker.Data;
using Saker.Server.Telemetry;

namespace Saker.Cli.Commands;

/// <summary>The flags of <c>saker up</c> that say what the server tells of itself, and the environment variables that OpenTelemetry gave them everywhere.</summary>
internal sealed class TelemetryFlags
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private const string IntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";

    private static readonly TelemetryOptions Default = new();

    private readonly Option<int> _maxSeries = new("--max-metric-series") { Description = "The most series of one metric on /metrics; further ones count together.", DefaultValueFactory = _ => Default.MaxSeries };
    private readonly Option<bool> _open = new("--open-metrics") { Description = "Answer /metrics without a key also where callers must say who they are." };
    private readonly Option<string?> _otlp = new("--otlp") { Description = $"Send traces, logs and metrics to this OpenTelemetry collector, such as http://localhost:4317. Default: {EndpointVariable}, or nowhere." };
    private readonly Option<OtlpProtocol?> _protocol = new("--otlp-protocol") { Description = $"How the collector is spoken to: grpc or http. Default: {ProtocolVariable}, or grpc." };
    private readonly Option<double> _traceShare = new("--trace-share") { Description = "The share of requests that are traced, 0 to 1, where their callers have not decided it.", DefaultValueFactory = _ => Default.TraceShare };
    private readonly Option<double> _logRequests = new("--log-requests") { Description = "The share of requests for predictions of which a line is logged, 0 to 1; the flag alone means all.", Arity = ArgumentArity.ZeroOrOne };

    public void AddTo(Command command)
    {
        command.Options.Add(_maxSeries);
        command.Options.Add(_open);
        command.Options.Add(_otlp);
        command.Options.Add(_protocol);
        command.Options.Add(_traceShare);
        command.Options.Add(_logRequests);
    }

    /// <exception cref="SakerException">The address is none, or the environment asks for a protocol that there is not.</exception>
    public TelemetryOptions Read(ParseResult parsed) => Default with
    {
        MaxSeries = parsed.GetValue(_maxSeries),
        OpenMetrics = parsed.GetValue(_open),
        Otlp = Address(parsed.GetValue(_otlp) ?? Variable(EndpointVariable)),
        OtlpProtocol = parsed.GetValue(_protocol) ?? Protocol(Variable(ProtocolVariable)),
        MetricsInterval = Interval(Variable(IntervalVariable)),
        TraceShare = parsed.GetValue(_traceShare),
        LogRequests = parsed.GetResult(_logRequests) is { } given ? given.Tokens.Count == 0 ? 1 : parsed.GetValue(_logRequests) : Default.LogRequests,
    };

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no address of a collector; give one such as http://localhost:4317.", "otlp");

    private static OtlpProtocol Protocol(string? text) => text switch
    {
        null or "grpc" => OtlpProtocol.Grpc,
        "http/protobuf" => OtlpProtocol.Http,
        _ => throw new SakerException(ErrorKind.InvalidInput, $"{ProtocolVariable} is '{text}'; grpc and http/protobuf are spoken.", "otlp-protocol"),
    };

    private static TimeSpan Interval(string? text) => text is null ? Default.MetricsInterval
        : int.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new SakerException(ErrorKind.InvalidInput, $"{IntervalVariable} is '{text}'; it must be a number of milliseconds.", IntervalVariable);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
