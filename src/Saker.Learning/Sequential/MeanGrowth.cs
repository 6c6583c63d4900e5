namespace Saker.Learning.Sequential;

/// <summary>How <see cref="MeanEvidence"/> grows.</summary>
/// <param name="difference">Beyond the tolerance, in standard deviations.</param>
/// <param name="candidateShare">Of all values.</param>
/// <param name="settings">Of the evidence.</param>
internal sealed class MeanGrowth(double difference, double candidateShare, MeanSettings settings) : EvidenceGrowth
{
    protected override double LogEvidenceAfter(double requests)
    {
        if (requests < settings.MinSample)
            return 0;
        var information = requests * (1 - candidateShare);
        var presumed = 1 / (settings.ExpectedEffect * settings.ExpectedEffect);
        return NormalMixture.LogEvidence(difference, information, presumed) - (settings.Harm == Harm.Either ? Math.Log(2) : 0);
    }

    // The way to the limit, by the likelihood ratio of the effect itself: its variance is twice its drift.
    protected override double ShapeAfter(double requests) => requests * requests * (1 - candidateShare) * difference * difference / 4;
}
