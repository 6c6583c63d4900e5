using Saker.Data;

namespace Saker.Platform.Jobs;

/// <summary>
/// Remembers recurring jobs: when they are due, who runs them, and how that went. Thread-safe, and safe between processes that share
/// the store: of all that ask for a turn, one gets it. A write is durable when its task completes.
/// </summary>
public interface IJobStore
{
    /// <summary>Every job that ran, or is to, by name.</summary>
    Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Runs of a job, the newest first; empty for one that is not known.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="max">How many at most; above zero.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JobRun>> ListRunsAsync(string job, int max, CancellationToken cancellationToken);

    /// <summary>Has a job run as soon as a server looks.</summary>
    /// <exception cref="SakerException">There is no such job (not found).</exception>
    Task<JobStatus> HastenAsync(string job, CancellationToken cancellationToken);
}
