namespace Saker.Client;

/// <summary>A named collection of runs.</summary>
public sealed record ExperimentInfo(string Id, string Name, DateTimeOffset CreatedAt, int RunCount);
