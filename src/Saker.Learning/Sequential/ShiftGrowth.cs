namespace Saker.Learning.Sequential;

/// <summary>How <see cref="ShiftEvidence"/> grows when normal scores are shifted.</summary>
/// <param name="shift">In standard deviations, above 0.</param>
/// <param name="candidateShare">Of all requests.</param>
/// <param name="tolerance">In standard deviations.</param>
internal sealed class ShiftGrowth(double shift, double candidateShare, double tolerance) : EvidenceGrowth
{
    // What a request of the candidate tells beside so many of the control, in place of an infinitely large control; sixteen levels lose next to nothing.
    private readonly double _worth = 0.99 * (1 - candidateShare);

    protected override double LogEvidenceAfter(double requests)
    {
        Span<double> likelihoods = stackalloc double[ShiftLevels.TiltCount];
        for (var tilt = 0; tilt < likelihoods.Length; tilt++)
            likelihoods[tilt] = Math.Max(0, requests - Wait) * _worth * Growth(ShiftLevels.TiltOf(tilt, tolerance));
        Span<double> ratios = stackalloc double[ShiftLevels.ExcessCount];
        ShiftLevels.Compare(likelihoods, up: true, ratios);
        for (var i = 0; i < ratios.Length; i++)
            ratios[i] += ShiftLevels.LogStakes[i];
        // Bets in the other direction are lost.
        return LogSum.Of(ratios) - Math.Log(2);
    }

    protected override double ShapeAfter(double requests)
    {
        var best = 2;
        for (var tilt = 3; tilt < ShiftLevels.TiltCount; tilt++)
            if (Growth(ShiftLevels.TiltOf(tilt, tolerance)) > Growth(ShiftLevels.TiltOf(best, tolerance)))
                best = tilt;
        var slope = ShiftLevels.TiltOf(best, tolerance) - tolerance;
        var way = requests * _worth * (Growth(ShiftLevels.TiltOf(best, tolerance)) - Growth(tolerance));
        return way * way / (slope * slope * _worth);
    }

    // Requests of the candidate during the warm-up.
    private double Wait => candidateShare * ShiftSettings.DefaultWarmUp;

    private double Growth(double tilt) => (tilt * shift) - (tilt * tilt / 2);
}
