namespace Saker.Platform.Serving.Lifecycle;

/// <summary>A version of a registered model.</summary>
internal readonly record struct VersionKey(string Model, int Version);
