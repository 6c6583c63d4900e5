namespace Saker.Benchmarks.Rollouts;

/// <summary>Callers who stay with their arm, some of whom are much of the traffic, and who differ in how often they fail, how long they wait and how they score.</summary>
internal sealed record KeyedTraffic
{
    public required string Name { get; init; }

    public int Requests { get; init; } = 50_000;

    /// <summary>Requests between two looks.</summary>
    public int BlockSize { get; init; } = 200;

    public int Callers { get; init; } = 2_000;

    /// <summary>A caller of rank r sends as much as 1 / r to this power.</summary>
    public double Steepness { get; init; } = 0.5;

    /// <summary>Of all requests, the part of the first caller, who fails most; 0 for none.</summary>
    public double Dominating { get; init; }

    /// <summary>Of the candidate.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>The candidate's share grows in these steps, of as many requests each; empty for one share all the time.</summary>
    public IReadOnlyList<double> Steps { get; init; } = [];

    /// <summary>The part of callers that fail often.</summary>
    public double FailingCallers { get; init; } = 0.02;

    public double OftenRate { get; init; } = 0.25;

    public double SeldomRate { get; init; } = 0.005;

    /// <summary>Of the logarithms of callers' latencies; within a caller it is 0.4.</summary>
    public double LatencySpread { get; init; } = 0.5;

    /// <summary>The part of the variance of scores that lies between callers.</summary>
    public double ScoresBetween { get; init; } = 0.5;

    /// <summary>The candidate's error rates over the control's.</summary>
    public double ErrorFactor { get; init; } = 1;

    public double LatencyFactor { get; init; } = 1;

    /// <summary>Of the candidate's scores, in standard deviations.</summary>
    public double ScoreShift { get; init; }

    /// <summary>Whether it is counted by groups of callers, as the product does.</summary>
    public bool IsCounted { get; init; } = true;

    public static IReadOnlyList<KeyedTraffic> WithoutHarm { get; } =
    [
        new() { Name = "2,000 callers who differ fifty-fold in errors", Share = 0.25 },
        new() { Name = "the same beside a caller with a tenth of all requests who fails often", Dominating = 0.1 },
        new() { Name = "500 callers by Zipf's law", Callers = 500, Steepness = 1 },
        new() { Name = "30 callers", Callers = 30, FailingCallers = 0.1, Share = 0.25 },
        new() { Name = "3 callers", Callers = 3, FailingCallers = 0.3, Share = 0.1 },
        new() { Name = "20,000 callers who are alike", Callers = 20_000, FailingCallers = 0, SeldomRate = 0.01, LatencySpread = 0, ScoresBetween = 0, Steepness = 0 },
        new() { Name = "2,000 callers in steps of 1, 5, 10, 25 and 50%", Steps = [0.01, 0.05, 0.1, 0.25, 0.5] },
    ];

    public static IReadOnlyList<KeyedTraffic> WithHarm { get; } =
    [
        new() { Name = "20,000 callers who are alike, errors from 1% to 2%", Callers = 20_000, FailingCallers = 0, SeldomRate = 0.01, LatencySpread = 0, ScoresBetween = 0, Steepness = 0, ErrorFactor = 2 },
        new() { Name = "20,000 callers who differ fifty-fold in errors, errors doubled", Callers = 20_000, ErrorFactor = 2, Requests = 200_000 },
        new() { Name = "2,000 callers, everything fails", SeldomRate = 0.01, FailingCallers = 0, ErrorFactor = 100 },
        new() { Name = "20,000 callers, latencies up by 30%", Callers = 20_000, LatencyFactor = 1.3, Requests = 200_000 },
        new() { Name = "20,000 callers, scores shifted by 0.2 deviations", Callers = 20_000, ScoreShift = 0.2, Requests = 200_000 },
    ];

    public double[] Weights()
    {
        double[] weights = [.. Enumerable.Range(1, Callers).Select(rank => Math.Pow(rank, -Steepness))];
        var sum = weights.Sum() - (Dominating > 0 ? weights[0] : 0);
        for (var caller = 0; caller < Callers; caller++)
            weights[caller] *= (1 - Dominating) / sum;
        if (Dominating > 0)
            weights[0] = Dominating;
        return weights;
    }
}
