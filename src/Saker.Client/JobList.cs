namespace Saker.Client;

/// <summary>Recurring jobs, by name.</summary>
public sealed record JobList(IReadOnlyList<JobInfo> Jobs);
