using MathNet.Numerics.Distributions;
using Saker.Learning.Scores;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Compares a score of a window with that of the evaluation: both are estimates from finite rows that have none in common, so their
/// difference is tested by its standard error, from both intervals. A window is looked at when it has enough outcomes and again whenever they have
/// doubled, for the first to come are few and not like the others. The looks share alpha, each with half of what the one before had (Bonferroni), so that a window
/// of a version that has not decayed is ever called decayed with a probability of at most alpha; of 100 such windows, alpha times 100.
/// </summary>
internal static class DecayTest
{
    /// <summary>The verdict of a window with so many outcomes: the one before, until they have doubled.</summary>
    public static DecayVerdict? Judge(DecayVerdict? before, long pairCount, string score, EvaluationReport live, EvaluationReport? reference, PerformanceSettings settings)
    {
        if (before is not null && pairCount < 2 * before.PairCount)
            return before;
        var look = (before?.Look ?? 0) + 1;
        return Judge(score, live, reference, settings, settings.Alpha * Math.Pow(0.5, look)) is { } verdict ? verdict with { Look = look, PairCount = pairCount } : before;
    }

    /// <returns>Null where a score or an interval is not known.</returns>
    public static DecayVerdict? Judge(string score, EvaluationReport live, EvaluationReport? reference, PerformanceSettings settings, double alpha)
    {
        if (live.Find(score) is not { } now || reference?.Find(score) is not { } then || ErrorOf(now) is not { } nowError || ErrorOf(then) is not { } thenError)
            return null;
        var loss = now.HigherIsBetter ? then.Value - now.Value : now.Value - then.Value;
        var error = Math.Sqrt((nowError * nowError) + (thenError * thenError));
        var p = error > 0 ? 1 - Normal.CDF(0, 1, loss / error) : loss > 0 ? 0 : 1;
        var half = Normal.InvCDF(0, 1, (1 + Interval.DefaultLevel) / 2) * error;
        return new DecayVerdict
        {
            Score = score,
            Live = now.Value,
            Reference = then.Value,
            Loss = loss,
            LossLow = loss - half,
            LossHigh = loss + half,
            PValue = p,
            Alpha = alpha,
            IsDecayed = p < alpha && loss >= settings.MinLoss * Math.Abs(then.Value),
        };
    }

    private static double? ErrorOf(MeasuredScore score)
    {
        if (!double.IsFinite(score.Value) || !score.Interval.IsKnown || !double.IsFinite(score.Interval.High - score.Interval.Low))
            return null;
        return (score.Interval.High - score.Interval.Low) / (2 * Normal.InvCDF(0, 1, (1 + score.Interval.Level) / 2));
    }
}
