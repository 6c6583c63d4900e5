namespace Saker.Platform.Rollouts.Planning;

/// <summary>A decision that would have been made.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, by the time of the requests.</param>
/// <param name="Reason">Why, in a sentence with the evidence.</param>
/// <param name="CandidateRequests">Requests of all candidates until then.</param>
/// <param name="Step">The step that it led to, from 0; -1 before the first.</param>
public sealed record SimulatedDecision(RolloutDecisionKind Kind, DateTimeOffset At, string Reason, long CandidateRequests, int Step);
