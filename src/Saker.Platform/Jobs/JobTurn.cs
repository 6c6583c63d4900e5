namespace Saker.Platform.Jobs;

/// <summary>That it is this process's turn to run a job.</summary>
/// <param name="Lease">Held as long as it runs.</param>
/// <param name="At">When it began.</param>
internal sealed record JobTurn(Lease Lease, DateTimeOffset At)
{
    public string Job => Lease.Name[JobLease.Prefix.Length..];
}
