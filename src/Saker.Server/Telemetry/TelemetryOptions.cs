using Saker.Data;

namespace Saker.Server.Telemetry;

/// <summary>What the server tells of itself, to whom, and what that may cost.</summary>
public sealed record TelemetryOptions
{
    /// <summary>The most series of one metric on <c>/metrics</c>; those beyond count together under the label value <c>other</c>.</summary>
    public int MaxSeries { get; init; } = 2_000;

    /// <summary>Whether <c>/metrics</c> answers everybody although callers must say who they are elsewhere.</summary>
    public bool OpenMetrics { get; init; }

    /// <summary>How old signals may be that <c>/metrics</c> shows: they are read from the stores at most so often.</summary>
    public TimeSpan MaxSignalAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where traces, logs and metrics are sent by OTLP, such as <c>http://localhost:4317</c>; null for nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>How they are sent.</summary>
    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary>How often metrics are sent by OTLP, from 1 second to 1 hour.</summary>
    public TimeSpan MetricsInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of requests that are traced, 0 to 1, where their callers have not decided it: what is part of a trace already follows that.</summary>
    public double TraceShare { get; init; } = 1;

    /// <summary>The share of requests for predictions of which a line is logged, 0 to 1. Which are is decided by their ids, the same on every replica.</summary>
    public double LogRequests { get; init; }

    internal void Check(List<Problem> problems)
    {
        if (MaxSeries < 1)
            problems.Add(new Problem("telemetry.maxSeries", $"is {MaxSeries}; it must be 1 or more."));
        if (MaxSignalAge < TimeSpan.Zero)
            problems.Add(new Problem("telemetry.maxSignalAge", $"is {MaxSignalAge}; it must not be negative."));
        if (Otlp is { IsAbsoluteUri: false } || Otlp is { Scheme: not ("http" or "https") })
            problems.Add(new Problem("telemetry.otlp", $"is '{Otlp}'; it must be an address such as http://localhost:4317."));
        if (MetricsInterval < TimeSpan.FromSeconds(1) || MetricsInterval > TimeSpan.FromHours(1))
            problems.Add(new Problem("telemetry.metricsInterval", $"is {MetricsInterval}; it must be from 1 second to 1 hour."));
        CheckShare(problems, "telemetry.traceShare", TraceShare);
        CheckShare(problems, "telemetry.logRequests", LogRequests);
    }

    private static void CheckShare(List<Problem> problems, string field, double share)
    {
        if (share is not (>= 0 and <= 1))
            problems.Add(new Problem(field, FormattableString.Invariant($"is {share}; it must be from 0 to 1.")));
    }
}
