namespace Saker.Client;

/// <summary>Runs of a recurring job, the newest first.</summary>
public sealed record JobRunList(IReadOnlyList<JobRunInfo> Runs);
