namespace Saker.Platform.Rollouts;

/// <summary>What the evidence says and a person has to agree to.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Arm">The candidate that is to serve, or to get no more requests; null where that is plain.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="Grounds">What it rests on, such as the guards that show harm: on others it is proposed again, though it was declined.</param>
public sealed record RolloutProposal(RolloutDecisionKind Kind, int? Arm, string Reason, DateTimeOffset At, string Grounds = "");
