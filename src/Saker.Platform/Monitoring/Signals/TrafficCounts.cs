namespace Saker.Platform.Monitoring.Signals;

/// <summary>Requests of a while.</summary>
/// <param name="Requests">All.</param>
/// <param name="Errors">Those that failed, refused ones among them.</param>
/// <param name="Refused">Those that were refused; null where they are not told apart.</param>
/// <param name="Fallbacks">Answers that another than the version asked gave; null where they are not told apart.</param>
/// <param name="Span">How long it was.</param>
internal sealed record TrafficCounts(long Requests, long Errors, long? Refused, long? Fallbacks, TimeSpan Span)
{
    /// <summary>Those that failed, refused ones left out: what callers do wrong is no fault of the endpoint.</summary>
    public long Failed => Errors - (Refused ?? 0);
}
