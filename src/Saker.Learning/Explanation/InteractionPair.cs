namespace Saker.Learning.Explanation;

/// <summary>What two columns do together to one answer; where both are one, what it does alone.</summary>
/// <param name="First">A raw column.</param>
/// <param name="Second">Another, or the same.</param>
/// <param name="Value">In the unit of the explanation.</param>
public sealed record InteractionPair(string First, string Second, double Value)
{
    public bool IsAlone => First == Second;
}
