using Saker.Platform.Jobs;

namespace Saker.Platform.Retraining;

/// <summary>Asks for the attempts that policies want; <see cref="AttemptLoop"/> carries them out.</summary>
internal sealed class RetrainingJob(TriggerWatch watch, RetrainingOptions options) : IRecurringJob
{
    public string Name => "retraining";

    public TimeSpan Interval => options.Interval;

    public Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => watch.RunAsync(now, cancellationToken);
}
