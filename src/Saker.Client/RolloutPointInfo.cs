namespace Saker.Client;

/// <summary>What a guard knew at one moment.</summary>
public sealed record RolloutPointInfo
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Requests of the candidate until then.</summary>
    public required long Count { get; init; }

    public double? Effect { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Natural logarithm of the e-value.</summary>
    public required double LogEvidence { get; init; }
}
