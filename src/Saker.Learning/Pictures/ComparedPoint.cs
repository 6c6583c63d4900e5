namespace Saker.Learning.Pictures;

/// <summary>What was known at one moment of a comparison that is looked at all the time; what is null or not finite is not drawn.</summary>
/// <param name="Count">Requests of the candidate until then.</param>
/// <param name="Effect">By how much the candidate differs from the control.</param>
/// <param name="Low">Lower end of the confidence sequence.</param>
/// <param name="High">Upper end.</param>
/// <param name="LogEvidence">Natural logarithm of the e-value.</param>
public sealed record ComparedPoint(long Count, double? Effect, double? Low, double? High, double LogEvidence);
