namespace Saker.Benchmarks.Serving;

/// <summary>What a load generator saw; percentiles in microseconds.</summary>
internal sealed record LoadOutcome(long Requests, double Seconds, long Failed, double P50, double P99)
{
    public double PerSecond => Requests / Seconds;
}
