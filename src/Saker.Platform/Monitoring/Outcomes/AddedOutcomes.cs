namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>What writing outcomes did.</summary>
/// <param name="Added">Were not known.</param>
/// <param name="Repeated">Were known with the same value.</param>
/// <param name="Corrected">Were known with another value.</param>
public sealed record AddedOutcomes(int Added, int Repeated, int Corrected);
