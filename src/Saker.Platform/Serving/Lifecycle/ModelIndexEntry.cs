namespace Saker.Platform.Serving.Lifecycle;

/// <summary>A line of the index of all that can be asked for.</summary>
/// <param name="Name">The name that clients use: an endpoint's, or a registered model's where no endpoint has it.</param>
/// <param name="Version">The version behind it.</param>
/// <param name="IsServing">Whether a request without a version gets this one.</param>
public sealed record ModelIndexEntry(string Name, VersionStatus Version, bool IsServing);
