namespace Saker.Learning.Sequential;

/// <summary>What is known of an arm whose outcome is a hit or none.</summary>
/// <param name="Outcomes">Of this arm; shares have a uniform distribution before the first.</param>
public sealed record BetaArm(HitCounts Outcomes) : BanditArm
{
    /// <summary>Of the share, after the outcomes.</summary>
    public override double Mean => (Outcomes.Hits + 1.0) / (Outcomes.Count + 2.0);

    internal override double Draw(Xoshiro256 chance)
    {
        var hit = GammaDraw.Of(Outcomes.Hits + 1.0, chance);
        return hit / (hit + GammaDraw.Of(Outcomes.Count - Outcomes.Hits + 1.0, chance));
    }
}
