using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving;

/// <summary>An endpoint's traffic as texts with units: the same for the first rendering and for every update.</summary>
internal static class TrafficTexts
{
    public static IEnumerable<(string Key, string Text)> Of(TrafficSnapshot traffic) =>
    [
        ("rate", Format.Rate(traffic.RequestsPerSecond)),
        ("p50", Format.Milliseconds(traffic.P50Milliseconds)),
        ("p95", Format.Milliseconds(traffic.P95Milliseconds)),
        ("p99", Format.Milliseconds(traffic.P99Milliseconds)),
        ("requests", Format.Count(traffic.RequestCount)),
        ("errors", Format.Count(traffic.ErrorCount)),
        ("refused", Format.Count(traffic.RefusedCount)),
    ];

    /// <summary>What a list of many has room for, in the order of its columns.</summary>
    public static IEnumerable<(string Key, string Text)> OfLine(TrafficSnapshot traffic) =>
    [
        ("rate", Format.Rate(traffic.RequestsPerSecond)),
        ("failed", Format.Share(FailedShare(traffic))),
        ("p50", Format.Milliseconds(traffic.P50Milliseconds)),
        ("p95", Format.Milliseconds(traffic.P95Milliseconds)),
        ("p99", Format.Milliseconds(traffic.P99Milliseconds)),
    ];

    /// <summary>The share of the last minute's requests that failed; null without requests.</summary>
    public static double? FailedShare(TrafficSnapshot traffic) => traffic.Series.Sum(point => point.RequestCount) is > 0 and var requests ? traffic.Series.Sum(point => point.ErrorCount) / (double)requests : null;

    public static string Title(string key) => key switch
    {
        "rate" => "Requests/s",
        "p50" => "Latency p50",
        "p95" => "Latency p95",
        "p99" => "Latency p99",
        "requests" => "Requests",
        "refused" => "of these refused",
        _ => "Errors",
    };
}
