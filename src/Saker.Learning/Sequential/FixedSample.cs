using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Saker.Learning.Drift.Measures;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Sequential;

/// <summary>
/// The answers of textbooks, for who looks once: at the end of an A/B test whose size was fixed beforehand. Looked at again and again until they please, they call far more differences real than they say;
/// that is what <see cref="OddsEvidence"/> and <see cref="MeanEvidence"/> are for.
/// </summary>
public static class FixedSample
{
    // Below this expected count in a cell the normal approximation of shares is not good enough (Cochran 1954).
    private const double MinExpected = 5;

    /// <summary>Whether means differ, by the t-test for unequal variances (Welch 1947). Equal to <c>scipy.stats.ttest_ind(candidate, control, equal_var=False)</c>.</summary>
    /// <param name="control">At least two values.</param>
    /// <param name="candidate">At least two values.</param>
    /// <param name="level">Of the interval.</param>
    /// <returns>NaN and an unknown interval for fewer values. Values that do not vary give a p-value of 0 or 1.</returns>
    public static FixedSampleAnswer Welch(Moments control, Moments candidate, double level = Interval.DefaultLevel)
    {
        SequentialRules.RequireLevel(level);
        var effect = control.Count == 0 || candidate.Count == 0 ? double.NaN : candidate.Mean - control.Mean;
        if (Math.Min(control.Count, candidate.Count) < 2)
            return new FixedSampleAnswer(double.NaN, double.NaN, effect, Interval.Unknown with { Level = level });
        var (own, other) = (candidate.Variance / candidate.Count, control.Variance / control.Count);
        var error = Math.Sqrt(own + other);
        if (error == 0)
            return new FixedSampleAnswer(effect == 0 ? 0 : Math.CopySign(double.PositiveInfinity, effect), effect == 0 ? 1 : 0, effect, new Interval(effect, effect, level));
        // Degrees of freedom of Welch and Satterthwaite.
        var freedom = (own + other) * (own + other) / ((own * own / (candidate.Count - 1)) + (other * other / (control.Count - 1)));
        var statistic = effect / error;
        var p = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (statistic * statistic)));
        var reach = StudentQuantile(freedom, (1 - level) / 2) * error;
        return new FixedSampleAnswer(statistic, p, effect, new Interval(effect - reach, effect + reach, level));
    }

    /// <summary>
    /// Whether shares differ, by the z-test with the pooled share; its square and p-value are those of <c>scipy.stats.chi2_contingency(table, correction=False)</c>. The interval of the difference is
    /// Newcombe's of Wilson's intervals (1998, method 10), which stays within -1 and 1.
    /// </summary>
    /// <returns>NaN and an unknown interval where an arm has no requests; a p-value of 1 where nobody or everybody was hit.</returns>
    public static FixedSampleAnswer TwoShares(HitCounts control, HitCounts candidate, double level = Interval.DefaultLevel)
    {
        Require(control, candidate, level);
        if (Math.Min(control.Count, candidate.Count) == 0)
            return new FixedSampleAnswer(double.NaN, double.NaN, double.NaN, Interval.Unknown with { Level = level });
        var effect = candidate.Share - control.Share;
        var pooled = (control + candidate).Share;
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / control.Count) + (1.0 / candidate.Count)));
        var statistic = error == 0 ? 0 : effect / error;
        return new FixedSampleAnswer(statistic, SpecialFunctions.Erfc(Math.Abs(statistic) / Math.Sqrt(2)), effect, Newcombe(control, candidate, level));
    }

    /// <summary>Whether shares differ, exactly (Fisher 1935); the statistic is the sample's odds ratio. Equal to <c>scipy.stats.fisher_exact</c>, two-sided. The interval is that of <see cref="TwoShares"/>.</summary>
    public static FixedSampleAnswer Exact(HitCounts control, HitCounts candidate, double level = Interval.DefaultLevel)
    {
        Require(control, candidate, level);
        if (Math.Min(control.Count, candidate.Count) == 0)
            return new FixedSampleAnswer(double.NaN, double.NaN, double.NaN, Interval.Unknown with { Level = level });
        var odds = (double)candidate.Hits * (control.Count - control.Hits) / ((double)control.Hits * (candidate.Count - candidate.Hits));
        return new FixedSampleAnswer(odds, Fisher.PValue(control.Hits, control.Count, candidate.Hits, candidate.Count), candidate.Share - control.Share, Newcombe(control, candidate, level));
    }

    /// <summary><see cref="Exact"/> where a cell of the table would have fewer than 5 requests if shares were equal, else <see cref="TwoShares"/>.</summary>
    public static FixedSampleAnswer Shares(HitCounts control, HitCounts candidate, double level = Interval.DefaultLevel)
    {
        Require(control, candidate, level);
        var both = control + candidate;
        var rarer = Math.Min(both.Hits, both.Count - both.Hits);
        var isSmall = (double)rarer * Math.Min(control.Count, candidate.Count) < MinExpected * both.Count;
        return isSmall ? Exact(control, candidate, level) : TwoShares(control, candidate, level);
    }

    /// <summary>What a share of Student's distribution exceeds. The library's is good to nine digits; a step of Newton's method by the distribution itself gives the rest.</summary>
    private static double StudentQuantile(double freedom, double above)
    {
        var quantile = StudentT.InvCDF(0, 1, freedom, 1 - above);
        var beyond = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (quantile * quantile))) / 2;
        return quantile + ((beyond - above) / StudentT.PDF(0, 1, freedom, quantile));
    }

    private static Interval Newcombe(HitCounts control, HitCounts candidate, double level)
    {
        var effect = candidate.Share - control.Share;
        var (own, other) = (Proportion.Wilson(candidate.Hits, candidate.Count, level), Proportion.Wilson(control.Hits, control.Count, level));
        return new Interval(
            effect - Length(candidate.Share - own.Low, other.High - control.Share),
            effect + Length(own.High - candidate.Share, control.Share - other.Low),
            level);
    }

    private static double Length(double first, double second) => Math.Sqrt((first * first) + (second * second));

    private static void Require(HitCounts control, HitCounts candidate, double level)
    {
        control.Require(nameof(control));
        candidate.Require(nameof(candidate));
        SequentialRules.RequireLevel(level);
    }
}
