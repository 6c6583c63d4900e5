using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>Which format a caller gets, and what it is called on the wire.</summary>
internal static class MetricFormats
{
    private const string OpenMetricsVersion = "1.0.0";

    public static string ContentType(MetricFormat format) => format == MetricFormat.OpenMetrics
        ? $"application/openmetrics-text; version={OpenMetricsVersion}; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>OpenMetrics where the caller takes it and prefers nothing else that there is; plain text for everybody else, whatever they ask for.</summary>
    public static MetricFormat Of(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            return MetricFormat.Prometheus;
        var (open, plain) = (0.0, 0.0);
        foreach (var one in wanted)
        {
            var quality = one.Quality ?? 1;
            if (one.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) && IsOurs(one))
                open = Math.Max(open, quality);
            else if (one.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
                plain = Math.Max(plain, quality);
        }
        return open > 0 && open >= plain ? MetricFormat.OpenMetrics : MetricFormat.Prometheus;
    }

    // Of version 1 every one is read by who reads any; 0.0.1 is what it was called before it was done, and Prometheus still says so.
    private static bool IsOurs(MediaTypeHeaderValue wanted) =>
        wanted.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value.ToString().Trim('"') is null or OpenMetricsVersion or "0.0.1";

    /// <summary>A value as both formats have it.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A bucket's bound: always with a point, so that a series has the same name in both formats.</summary>
    public static string Bound(double value) => double.IsInteger(value) ? value.ToString("F1", CultureInfo.InvariantCulture) : Number(value);
}
