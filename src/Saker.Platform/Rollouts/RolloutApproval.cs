namespace Saker.Platform.Rollouts;

/// <summary>One who approved that a rollout begins.</summary>
public sealed record RolloutApproval(string By, DateTimeOffset At, string? Reason);
