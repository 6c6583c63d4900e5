namespace Saker.Platform.Maintenance;

/// <summary>A logged model that is collected.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Experiment">The id of its experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="FileCount">How many files it has here.</param>
/// <param name="ByteCount">Their size; content that others share is freed only with the last of them.</param>
public sealed record CollectedLoggedModel(string Model, string Experiment, string Name, int FileCount, long ByteCount);
