namespace Saker.Platform.Serving.Statistics;

/// <summary>What a version did, under a name that clients ask it by.</summary>
/// <param name="Name">An endpoint's name or a registered model's own.</param>
/// <param name="Version">The registered version's number.</param>
/// <param name="Statistics">Since it was loaded; all zero when it is not in memory.</param>
public sealed record VersionReport(string Name, int Version, StatisticsSnapshot Statistics);
