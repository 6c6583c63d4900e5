namespace Saker.Platform.Rollouts;

/// <summary>How far the candidates of a rollout are in this process.</summary>
/// <param name="IsReady">Whether all are in memory and ran their example rows.</param>
/// <param name="Fault">What keeps one from being loaded; null when nothing does.</param>
internal readonly record struct CandidateReadiness(bool IsReady, string? Fault)
{
    public static CandidateReadiness Ready { get; } = new(true, null);

    public static CandidateReadiness NotYet { get; } = new(false, null);
}
