namespace Saker.Learning.Sequential;

/// <summary>Bets on one direction of harm.</summary>
public sealed record WealthState
{
    /// <summary>The logarithm of all wealth.</summary>
    public required double Log { get; init; }

    /// <summary>The share of it that is on each alternative, and last what is kept out.</summary>
    public required IReadOnlyList<double> Held { get; init; }
}
