using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>What a gate asked, what was measured, and what came of it.</summary>
public sealed record GateResult
{
    /// <summary>Stable, for programs: <c>scores.roc_auc</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked, in words.</summary>
    public required string Asked { get; init; }

    public required GateOutcome Outcome { get; init; }

    /// <summary>What was measured, in words; or why nothing was.</summary>
    public required string Finding { get; init; }

    /// <summary>What was measured, in the unit of the gate; NaN where that is no one number or could not be measured.</summary>
    public double Value { get; init; } = double.NaN;

    public Interval Interval { get; init; } = Interval.Unknown;

    /// <summary>Where several things were measured, each of them; the worst first.</summary>
    public IReadOnlyList<GatePart> Parts { get; init; } = [];
}
