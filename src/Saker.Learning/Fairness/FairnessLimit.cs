namespace Saker.Learning.Fairness;

/// <summary>What a measure may be, both ends included.</summary>
public readonly record struct FairnessLimit(double Low, double High)
{
    public bool Holds(double value) => value >= Low && value <= High;

    public override string ToString() => FormattableString.Invariant($"{Low:0.####} to {High:0.####}");
}
