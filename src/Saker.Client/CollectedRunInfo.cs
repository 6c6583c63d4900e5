namespace Saker.Client;

/// <summary>A run that is collected.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentId">The id of its experiment.</param>
/// <param name="FileCount">How many artifacts it has here.</param>
/// <param name="ByteCount">Their size in bytes.</param>
public sealed record CollectedRunInfo(string Id, string Name, string ExperimentId, int FileCount, long ByteCount);
