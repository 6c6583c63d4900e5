namespace Saker.Platform.Rollouts.Evidence;

/// <summary>How a guard finds a candidate.</summary>
public sealed record GuardVerdict
{
    /// <summary>The guard's name, such as <c>error_rate</c>.</summary>
    public required string Guard { get; init; }

    /// <summary>The candidate's number.</summary>
    public required int Arm { get; init; }

    public required GuardOutcome Outcome { get; init; }

    /// <summary>In a sentence, with the numbers.</summary>
    public required string Text { get; init; }

    public GuardKind Kind { get; init; }

    /// <summary>What <see cref="Effect"/> is measured in.</summary>
    public EffectUnit Unit { get; init; }

    public HarmDirection Direction { get; init; }

    /// <summary>By how much the candidate differs from the control; null while nothing is known.</summary>
    public double? Effect { get; init; }

    /// <summary>The lower end of the effect's confidence sequence; null where it has none.</summary>
    public double? Low { get; init; }

    /// <summary>Its upper end; null where it has none.</summary>
    public double? High { get; init; }

    /// <summary>The probability with which the intervals of all times hold the effect.</summary>
    public double Level { get; init; }

    /// <summary>The effect where both arms are equal: 1 for ratios, 0 for differences.</summary>
    public double None => Unit is EffectUnit.OddsRatio or EffectUnit.QuantileRatio ? 1 : 0;

    /// <summary>Beyond which effect the candidate does harm: one bound, or a lower and an upper one.</summary>
    public IReadOnlyList<double> Tolerances { get; init; } = [];

    /// <summary>Of latencies: the increase in milliseconds that is no harm in any case; null for others.</summary>
    public double? Least { get; init; }

    /// <summary>The natural logarithm of the e-value.</summary>
    public double LogEvidence { get; init; }

    /// <summary>The e-value that is an alarm: one over <see cref="Risk"/>.</summary>
    public double Threshold { get; init; }

    /// <summary>How often this guard may alarm without cause over the whole rollout.</summary>
    public double Risk { get; init; }

    /// <summary>Of what is not known by caller, where callers and not requests were dealt to arms: as how many requests' values one counts. Null elsewhere.</summary>
    public double? Together { get; init; }

    /// <summary>
    /// How many scores of both arms are still to come before any are compared: the first only tell how to count them. 0 where none are waited for, and where neither arm has any.
    /// </summary>
    internal long ScoresLeft { get; init; }

    public ArmValue Control { get; init; } = new(0, null, null);

    public ArmValue Candidate { get; init; } = new(0, null, null);

    public bool IsAlarm => Outcome == GuardOutcome.Harmful;

    public bool Equals(GuardVerdict? other) => other is not null && (Guard, Arm, Outcome, Text, LogEvidence, Effect, Low, High) == (other.Guard, other.Arm, other.Outcome, other.Text, other.LogEvidence, other.Effect, other.Low, other.High);

    public override int GetHashCode() => HashCode.Combine(Guard, Arm, Outcome, LogEvidence);
}
