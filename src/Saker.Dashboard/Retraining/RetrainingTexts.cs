using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Retraining;

/// <summary>Attempts to train a model again, in words.</summary>
internal static class RetrainingTexts
{
    public static string Cause(RetrainingCause cause) => cause switch
    {
        RetrainingCause.Schedule => "schedule",
        RetrainingCause.Drift => "drift",
        RetrainingCause.Decay => "decay",
        RetrainingCause.NewRows => "new rows",
        _ => "asked for",
    };

    public static string State(RetrainingState state) => state.ToString().ToLowerInvariant();

    /// <summary>The mood of its badge.</summary>
    public static string Mood(RetrainingAttempt attempt) => attempt.State switch
    {
        RetrainingState.Promoted or RetrainingState.Unchanged => "finished",
        RetrainingState.Failed or RetrainingState.Lost or RetrainingState.Refused => "failed",
        _ => "running",
    };

    /// <summary>What became of the version that came of it.</summary>
    public static string Proposal(RetrainingAttempt attempt) => attempt switch
    {
        { RolloutState: { } rollout } => $"to become @{attempt.Alias}; its rollout is {Word(rollout)}",
        { RequestState: { } request } => $"to become @{attempt.Alias}; the request is {request.ToString().ToLowerInvariant()}",
        { State: RetrainingState.Promoted } => $"promoted to @{attempt.Alias}",
        { State: RetrainingState.Proposed } => $"proposed as @{attempt.Alias}",
        { State: RetrainingState.Unchanged } => "the rows gave the same model",
        _ => "nothing",
    };

    private static string Word(RolloutState state) => state == RolloutState.RolledBack ? "rolled back" : state.ToString().ToLowerInvariant();
}
