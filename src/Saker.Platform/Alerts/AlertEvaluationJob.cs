using Saker.Platform.Jobs;

namespace Saker.Platform.Alerts;

/// <summary>Evaluates the rules, by one replica at a time.</summary>
internal sealed class AlertEvaluationJob(AlertEvaluation evaluation, AlertOptions options) : IRecurringJob
{
    public string Name => "alerts";

    public TimeSpan Interval => options.Interval;

    public Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => evaluation.RunAsync(now, cancellationToken);
}
