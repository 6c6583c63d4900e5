using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether the candidate answers the same requests otherwise, from differences between pairs: what a shadow gave less what was answered. What makes requests unlike one another is in both and
/// falls out. As <see cref="MeanEvidence"/> it is the normal mixture of Robbins (1970) and asymptotic.
/// </summary>
/// <remarks>The effect is the mean difference, candidate less control.</remarks>
public sealed class PairedEvidence : ISequentialEvidence
{
    private readonly MeanSettings _settings;

    /// <param name="settings">Null for the defaults; the tolerance is in the unit of the values.</param>
    /// <param name="differences">What <see cref="Differences"/> gave, to go on from there.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public PairedEvidence(MeanSettings? settings = null, Moments differences = default)
    {
        _settings = settings ?? MeanSettings.Default;
        _settings.Require();
        SequentialRules.Require("Evidence about pairs", ("tolerance", _settings.Tolerance, !_settings.IsToleranceInDeviations, "in the unit of the values: pairs have no control's deviation"));
        Differences = differences;
        Weigh();
    }

    /// <summary>All so far; all that it remembers.</summary>
    public Moments Differences { get; private set; }

    public double LogEvidence { get; private set; }

    public double Effect => Differences.Count == 0 ? double.NaN : Differences.Mean;

    private bool IsKnown => Differences.Count >= _settings.MinSample && Differences.Squares > 0;

    private double Information => Differences.Count / Differences.Variance / _settings.DesignEffect;

    private double Presumed => 1 / (_settings.ExpectedEffect * _settings.ExpectedEffect * Differences.Variance);

    /// <param name="differences">Of one block: candidate less control, pair by pair.</param>
    public void Add(Moments differences)
    {
        Differences = Differences.Add(differences);
        Weigh();
    }

    public void Settle()
    {
        // Nothing waits.
    }

    /// <summary>Of the mean difference; unknown while there are too few pairs or all differ by the same.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        SequentialRules.RequireLevel(level);
        if (!IsKnown)
            return Scores.Interval.Unknown with { Level = level };
        var reach = NormalMixture.Reach(Information, Presumed, 1 - level);
        return new Interval(Effect - reach, Effect + reach, level);
    }

    private void Weigh()
    {
        if (IsKnown)
            LogEvidence = NormalMixture.LogEvidence(Effect, _settings.Tolerance, Information, Presumed, _settings.Harm);
    }
}
