namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>What a business metric came to in one arm.</summary>
/// <param name="Arm">The arm, 0 for the control; -1 where the endpoint was not split.</param>
/// <param name="Count">Requests that it is known of.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Variance">Its sample variance; 0 for a single request.</param>
public sealed record NamedSum(int Arm, long Count, double Mean, double Variance);
