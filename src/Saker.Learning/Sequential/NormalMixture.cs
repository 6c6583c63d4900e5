using MathNet.Numerics;

namespace Saker.Learning.Sequential;

/// <summary>An estimate that is normal around the truth, watched as its information grows (Robbins 1970).</summary>
internal static class NormalMixture
{
    /// <summary>
    /// The logarithm of the likelihood averaged over positive effects, half of a normal distribution around 0, over that at 0.
    /// </summary>
    /// <param name="effect">The estimate.</param>
    /// <param name="information">One over its variance.</param>
    /// <param name="presumed">One over the variance of the effects that are averaged over.</param>
    public static double LogEvidence(double effect, double information, double presumed)
    {
        var both = information + presumed;
        var z = effect * information / Math.Sqrt(both);
        return Math.Log(2) + (Math.Log(presumed / both) / 2) + (z * z / 2) + LogBelow(z);
    }

    /// <summary>The same of an effect that is harmful beyond a tolerance in one direction or either.</summary>
    public static double LogEvidence(double effect, double tolerance, double information, double presumed, Harm harm) => LogEvidence(effect, effect, tolerance, information, presumed, harm);

    /// <summary>The same with an estimate for each direction.</summary>
    public static double LogEvidence(double higher, double lower, double tolerance, double information, double presumed, Harm harm) => harm switch
    {
        Harm.Higher => LogEvidence(higher - tolerance, information, presumed),
        Harm.Lower => LogEvidence(-lower - tolerance, information, presumed),
        _ => LogSum.MeanOf(LogEvidence(higher - tolerance, information, presumed), LogEvidence(-lower - tolerance, information, presumed)),
    };

    /// <summary>How far from the estimate the truth may be; at all times together beyond it with at most this chance.</summary>
    public static double Reach(double information, double presumed, double chance)
    {
        var both = information + presumed;
        return Math.Sqrt(both * (Math.Log(both / presumed) - (2 * Math.Log(chance)))) / information;
    }

    /// <summary>The logarithm of the normal distribution function; far below 0 by its continued fraction, where the function itself is 0.</summary>
    private static double LogBelow(double z) => z > -8
        ? Math.Log(SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2)
        : (-z * z / 2) - (Math.Log(2 * Math.PI) / 2) - Math.Log(-z + (1 / (-z + (2 / (-z + (3 / (-z + (4 / -z))))))));
}
