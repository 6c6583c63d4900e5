namespace Saker.Platform.Rollouts.Planning;

/// <summary>How what becomes known late varies.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation.</param>
/// <param name="Coverage">Of how many requests it becomes known, from 0 to 1.</param>
/// <param name="Lag">How long after the request, in the middle.</param>
internal sealed record PlannedYield(double Mean, double Deviation, double Coverage, TimeSpan Lag);
