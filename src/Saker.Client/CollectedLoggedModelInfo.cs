namespace Saker.Client;

/// <summary>A logged model that is collected.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentId">The id of its experiment.</param>
/// <param name="FileCount">How many files it has here.</param>
/// <param name="ByteCount">Their size in bytes.</param>
public sealed record CollectedLoggedModelInfo(string Id, string Name, string ExperimentId, int FileCount, long ByteCount);
