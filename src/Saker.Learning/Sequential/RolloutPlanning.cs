namespace Saker.Learning.Sequential;

/// <summary>
/// How many requests of the candidate a guard needs until it finds an effect, without simulating: how fast its evidence grows on average, and how much it strays (the first passage of a Brownian motion,
/// which is inverse Gaussian: Schrödinger 1915, Wald 1947). Within about a fifth of what simulation gives.
/// </summary>
public static class RolloutPlanning
{
    /// <summary>Until <see cref="OddsEvidence"/> finds that something happens more often (or less, as its settings say).</summary>
    /// <param name="controlRate">How often it happens to the control, above 0 and below 1.</param>
    /// <param name="candidateRate">How often it happens to the candidate, above 0 and below 1.</param>
    /// <param name="candidateShare">Of the traffic of both arms, above 0 and below 1.</param>
    /// <param name="risk">Of this guard: the whole risk times its share.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A number is out of its range.</exception>
    public static PlannedNeed Odds(double controlRate, double candidateRate, double candidateShare, double risk, OddsSettings? settings = null)
    {
        settings ??= OddsSettings.Default;
        settings.Require();
        Require(candidateShare, risk, ("control-rate", controlRate, controlRate is > 0 and < 1, "above 0 and below 1"), ("candidate-rate", candidateRate, candidateRate is > 0 and < 1, "above 0 and below 1"));
        return Times(new OddsGrowth(controlRate, candidateRate, candidateShare, settings).Need(risk), settings.DesignEffect);
    }

    /// <summary>Until <see cref="QuantileEvidence"/> finds that all latencies are longer by a factor.</summary>
    /// <param name="control">The control's requests per bucket, such as those of the last day.</param>
    /// <param name="factor">1.3 for 30% longer; above 1.</param>
    /// <param name="candidateShare">Of the traffic of both arms, above 0 and below 1.</param>
    /// <param name="risk">Of this guard.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <returns>Never where the factor is within the tolerance or there are no requests to go by.</returns>
    /// <exception cref="Data.SakerException">A number is out of its range.</exception>
    public static PlannedNeed Quantile(ReadOnlySpan<long> control, double factor, double candidateShare, double risk, QuantileSettings? settings = null)
    {
        settings ??= new QuantileSettings();
        settings.Require();
        Require(candidateShare, risk, ("factor", factor, factor > 1 && double.IsFinite(factor), "more than 1"));
        var counts = new List<long>(control.Length);
        foreach (var count in control)
            counts.Add(count);
        var threshold = Math.Log2(BucketQuantile.Of(counts, settings.Quantile, settings.BucketsPerDoubling)) * settings.BucketsPerDoubling;
        if (!double.IsFinite(threshold))
            return PlannedNeed.Never;
        var start = Math.Round(threshold);
        var (controlRate, candidateRate) = (ShareFrom(control, start), ShareFrom(control, start + settings.AllowanceAt(start) - (Math.Log2(factor) * settings.BucketsPerDoubling)));
        if (controlRate is <= 0 or >= 1 || candidateRate is <= 0 or >= 1)
            return PlannedNeed.Never;
        // Before there is a threshold, the control must have shown so many requests.
        var wait = Math.Max(100, 10 / (1 - settings.Quantile)) * candidateShare / (1 - candidateShare);
        var need = Times(new OddsGrowth(controlRate, candidateRate, candidateShare, OddsSettings.Default).Need(risk), settings.DesignEffect);
        return new PlannedNeed(need.Median + wait, need.Likely + wait);
    }

    /// <summary>Until <see cref="ShiftEvidence"/> finds that scores are shifted.</summary>
    /// <param name="shift">In standard deviations of the control, not 0; its sign does not matter.</param>
    /// <param name="candidateShare">Of the traffic of both arms, above 0 and below 1.</param>
    /// <param name="risk">Of this guard.</param>
    /// <param name="tolerance">In standard deviations.</param>
    /// <param name="designEffect">Requests that stand and fall together, from 1.</param>
    /// <exception cref="Data.SakerException">A number is out of its range.</exception>
    public static PlannedNeed Shift(double shift, double candidateShare, double risk, double tolerance, double designEffect = 1)
    {
        Require(candidateShare, risk, ("shift", shift, shift != 0 && double.IsFinite(shift), "a finite number that is not 0"), ("tolerance", tolerance, tolerance >= 0, "0 or more"), ("design-effect", designEffect, designEffect is >= 1 and <= 1_000, "from 1 to 1000"));
        return Times(new ShiftGrowth(Math.Abs(shift), candidateShare, tolerance).Need(risk), designEffect);
    }

    /// <summary>Until <see cref="MeanEvidence"/> finds that means differ.</summary>
    /// <param name="difference">Of means, in standard deviations of the values, beyond the tolerance; above 0.</param>
    /// <param name="candidateShare">Of the values of both arms, above 0 and below 1.</param>
    /// <param name="risk">Of this guard.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A number is out of its range.</exception>
    public static PlannedNeed Mean(double difference, double candidateShare, double risk, MeanSettings? settings = null)
    {
        settings ??= MeanSettings.Default;
        settings.Require();
        Require(candidateShare, risk, ("difference", difference, difference > 0 && double.IsFinite(difference), "more than 0"));
        return Times(new MeanGrowth(difference, candidateShare, settings).Need(risk), settings.DesignEffect);
    }

    private static PlannedNeed Times(PlannedNeed need, double designEffect) => new(need.Median * designEffect, need.Likely * designEffect);

    private static double ShareFrom(ReadOnlySpan<long> counts, double place)
    {
        var (all, above) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            all += counts[i];
            above += counts[i] * Math.Clamp(i + 1 - place, 0, 1);
        }
        return above / all;
    }

    private static void Require(double candidateShare, double risk, params ReadOnlySpan<(string Name, double Value, bool IsRight, string Range)> rules) => SequentialRules.Require(
        "A plan",
        [.. rules, ("candidate-share", candidateShare, candidateShare is > 0 and < 1, "above 0 and below 1"), ("risk", risk, risk is > 0 and < 1, "above 0 and below 1")]);
}
