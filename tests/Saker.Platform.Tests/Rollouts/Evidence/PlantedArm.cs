namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>What an arm of a made rollout does.</summary>
internal sealed record PlantedArm
{
    public double Errors { get; init; } = 0.01;

    public double Refusals { get; init; } = 0.02;

    public double Fallbacks { get; init; } = 0.02;

    /// <summary>The middle of its latencies, in microseconds, before <see cref="Slowness"/>.</summary>
    public double Latency { get; init; } = 5_000;

    /// <summary>All its latencies are those of another one times this.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>Of its scores, in standard deviations.</summary>
    public double Shift { get; init; }
}
