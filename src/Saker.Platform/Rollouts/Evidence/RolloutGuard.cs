namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a candidate must not do worse than the control, by how much it may, and how sure an alarm must be.</summary>
public sealed record RolloutGuard
{
    /// <summary>What it is called among the guards of a rollout.</summary>
    public required string Name { get; init; }

    public required GuardKind Kind { get; init; }

    /// <summary>Of <see cref="GuardKind.Latency"/>: which quantile, above 0 and below 1.</summary>
    public double Quantile { get; init; } = 0.95;

    /// <summary>Of <see cref="GuardKind.Metric"/>: the name under which its numbers are reported.</summary>
    public string? Metric { get; init; }

    public HarmDirection Direction { get; init; }

    /// <summary>How much worse the candidate may be without harm (the margin of non-inferiority), 0 or more; in which unit, <see cref="GuardKind"/> says.</summary>
    public double Tolerance { get; init; }

    /// <summary>Of <see cref="GuardKind.Latency"/>: an increase that is no harm in any case, whatever the tolerance says; 0 or more. Tens of microseconds are large factors of small latencies.</summary>
    public TimeSpan Least { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How often this guard may alarm without cause, over the whole rollout, however often it is looked at; null takes a share of the rollout's risk by <see cref="Weight"/>.</summary>
    public double? Risk { get; init; }

    /// <summary>Its share of the rollout's risk, relative to those of the other guards; above 0.</summary>
    public double Weight { get; init; } = 0.2;

    /// <summary>Whether it is looked at; false takes a default guard away.</summary>
    public bool Enabled { get; init; } = true;
}
