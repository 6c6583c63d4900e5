namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>A day of an endpoint, all its versions together.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Day">Where the day begins, UTC.</param>
/// <param name="WindowCount">Closed windows in it.</param>
/// <param name="DriftedCount">Those of them that drifted on the whole.</param>
/// <param name="TopShare">The largest share of inputs that moved in one window, 0 to 1.</param>
public sealed record DriftDay(string Endpoint, DateTimeOffset Day, long WindowCount, long DriftedCount, double TopShare);
