namespace Saker.Platform.Alerts.Rules;

/// <summary>The recent past of a signal, the oldest value first.</summary>
internal sealed record AnomalyHistory
{
    public static AnomalyHistory Empty { get; } = new();

    /// <summary>UTC epoch seconds.</summary>
    public IReadOnlyList<long> Times { get; init; } = [];

    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Whether the last value was an anomaly.</summary>
    public bool IsAnomaly { get; init; }

    /// <summary>What is usual, as of the last value: the middle, and how far from it values may be.</summary>
    public double Middle { get; init; } = double.NaN;

    public double Reach { get; init; } = double.NaN;
}
