using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>One request of an arm.</summary>
/// <param name="Answer">What became of it.</param>
/// <param name="IsFallback">Whether a step of the fallback chain answered; it counts as failed too.</param>
/// <param name="IsUnavailable">Whether another version was asked, because that of the arm was not in memory.</param>
/// <param name="Microseconds">From its begin to its end; -1 where that says nothing of the version.</param>
/// <param name="Score">Its score; NaN where it has none.</param>
internal readonly record struct ArmCall(ArmAnswer Answer, bool IsFallback, bool IsUnavailable, long Microseconds, float Score)
{
    /// <summary>The group of its caller; <see cref="KeyGroup.None"/> where requests and not callers fall to arms.</summary>
    public int Group { get; init; } = KeyGroup.None;
}
