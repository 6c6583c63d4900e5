namespace Saker.Learning.Sequential;

/// <summary>What is known of an arm whose outcome is a number. Its mean has Student's distribution around the mean so far (the prior of Jeffreys).</summary>
/// <param name="Outcomes">Of this arm.</param>
public sealed record NormalArm(Moments Outcomes) : BanditArm
{
    public override double Mean => Outcomes.Count == 0 ? double.NaN : Outcomes.Mean;

    // Two values are the fewest whose spread says anything, and a third the fewest with which the distribution has a mean.
    internal override bool IsKnown => Outcomes.Count >= 3;

    internal override double Draw(Xoshiro256 chance)
    {
        var freedom = Outcomes.Count - 1.0;
        var student = chance.NextNormal() / Math.Sqrt(2 * GammaDraw.Of(freedom / 2, chance) / freedom);
        return Outcomes.Mean + (student * Math.Sqrt(Outcomes.Variance / Outcomes.Count));
    }
}
