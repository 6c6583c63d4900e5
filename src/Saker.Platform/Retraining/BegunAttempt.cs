using Saker.Platform.Jobs;

namespace Saker.Platform.Retraining;

/// <summary>An attempt that this process carries out.</summary>
internal sealed record BegunAttempt(RetrainingAttempt Attempt, Lease Lease);
