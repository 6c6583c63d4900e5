namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Where a guard stood.</summary>
/// <param name="Guard">Its name.</param>
/// <param name="Arm">The candidate's number.</param>
/// <param name="CandidateCount">Observations of the candidate that it had by then.</param>
/// <param name="Effect">By how much the candidate was worse or otherwise, as in its verdict; null while nothing is known.</param>
/// <param name="Low">The lower end of the confidence sequence then; null where it has none.</param>
/// <param name="High">Its upper end; null where it has none.</param>
/// <param name="LogEvidence">The natural logarithm of the e-value.</param>
public sealed record GuardPoint(string Guard, int Arm, long CandidateCount, double? Effect, double? Low, double? High, double LogEvidence);
