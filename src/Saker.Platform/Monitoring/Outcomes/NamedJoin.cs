namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>The request that a business metric belongs to, kept with it so that it outlives the log.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Endpoint">The endpoint that was asked.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Version">Its version.</param>
/// <param name="Arm">The arm of the rollout that it belonged to, whoever answered in its place; null where the endpoint was not split.</param>
/// <param name="At">When it ended.</param>
public sealed record NamedJoin(string RequestId, string Endpoint, string Model, int Version, int? Arm, DateTimeOffset At);
