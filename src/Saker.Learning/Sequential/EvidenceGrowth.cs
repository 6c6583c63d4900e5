using MathNet.Numerics;

namespace Saker.Learning.Sequential;

/// <summary>How evidence about a certain effect grows with the candidate's requests, were they all to come out as is expected of them.</summary>
internal abstract class EvidenceGrowth
{
    private const double MaxRequests = 1e12;

    /// <summary>The log of the e-value after so many requests of the candidate.</summary>
    protected abstract double LogEvidenceAfter(double requests);

    /// <summary>How far the evidence has come where it is decided, on the alternative that then counts most, over how much it strays: the shape of the inverse Gaussian.</summary>
    protected abstract double ShapeAfter(double requests);

    public PlannedNeed Need(double risk)
    {
        var limit = -Math.Log(risk);
        if (LogEvidenceAfter(MaxRequests) < limit)
            return PlannedNeed.Never;
        var (low, high) = (0.0, 1.0);
        while (LogEvidenceAfter(high) < limit)
            (low, high) = (high, high * 2);
        var mean = Bisect(low, high, requests => LogEvidenceAfter(requests) >= limit);
        var shape = ShapeAfter(mean);
        return new PlannedNeed(Quantile(0.5), Quantile(0.9));

        double Quantile(double share)
        {
            var top = mean;
            while (Passed(top, mean, shape) < share)
                top *= 2;
            return Bisect(0, top, requests => Passed(requests, mean, shape) >= share);
        }
    }

    /// <summary>The share of rollouts that are through after so many requests.</summary>
    private static double Passed(double requests, double mean, double shape)
    {
        if (requests <= 0)
            return 0;
        var spread = Math.Sqrt(shape / requests);
        var (first, second) = (spread * ((requests / mean) - 1), spread * ((requests / mean) + 1));
        // The second term by its logarithm: its factors go to infinity and to 0.
        var tail = SpecialFunctions.Erfc(second / Math.Sqrt(2)) / 2;
        return (SpecialFunctions.Erfc(-first / Math.Sqrt(2)) / 2) + (tail > 0 ? Math.Exp((2 * shape / mean) + Math.Log(tail)) : 0);
    }

    private static double Bisect(double low, double high, Func<double, bool> isEnough)
    {
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = isEnough(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }
}
