using Saker.Platform.Jobs;
using Saker.Platform.Retraining;

namespace Saker.Dashboard.Settings;

/// <summary>Long work of all servers over the same home, at one moment.</summary>
/// <param name="Pipelines">Those that run, the newest first.</param>
/// <param name="Attempts">The newest attempts to train models again, those that are not over first.</param>
/// <param name="Jobs">What comes back by itself, by name.</param>
/// <param name="Now">When it was looked at.</param>
public sealed record Work(IReadOnlyList<RunningPipeline> Pipelines, IReadOnlyList<RetrainingAttempt> Attempts, IReadOnlyList<JobStatus> Jobs, DateTimeOffset Now);
