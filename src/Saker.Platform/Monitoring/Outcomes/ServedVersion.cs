namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A version of which an endpoint's predictions have outcomes.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Model">The registered model.</param>
/// <param name="Version">Its version.</param>
/// <param name="FirstAt">When the first prediction with an outcome was made.</param>
/// <param name="LastAt">When the last one was.</param>
/// <param name="PairCount">How many there are.</param>
/// <param name="MeanLagSeconds">How long after the prediction outcomes became known, on average.</param>
public sealed record ServedVersion(string Endpoint, string Model, int Version, DateTimeOffset FirstAt, DateTimeOffset LastAt, long PairCount, double MeanLagSeconds);
