namespace Saker.Platform.Rollouts.Evidence;

/// <summary>A row that a candidate in the shadow answered otherwise than the control.</summary>
/// <param name="Arm">The candidate's number.</param>
/// <param name="RequestId">Of the request that the row came with.</param>
/// <param name="Row">Its place in the request, from 0.</param>
/// <param name="Output">What is compared.</param>
/// <param name="Control">What the caller was answered.</param>
/// <param name="Candidate">What the candidate would have answered.</param>
/// <param name="At">When.</param>
public sealed record ShadowExample(int Arm, string RequestId, int Row, string Output, string Control, string Candidate, DateTimeOffset At);
