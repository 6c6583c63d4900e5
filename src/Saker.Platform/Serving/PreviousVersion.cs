namespace Saker.Platform.Serving;

/// <summary>What an endpoint served before it got the version that it has.</summary>
public sealed record PreviousVersion(string Model, int Version);
