using System.Runtime.ExceptionServices;
using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Statistics;
using Saker.Platform.Telemetry;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Tries the steps in order until one answers. Thread-safe. When none does, the failure is the first step's.</summary>
internal sealed class FallbackChain
{
    private readonly FallbackReasons _on;
    private readonly GuardedStep[] _steps;

    /// <param name="on">The failures on which the next step is tried; on others the chain fails at once.</param>
    /// <param name="steps">The steps with their limits, the primary first.</param>
    /// <param name="time">The clock of the circuit breakers.</param>
    public FallbackChain(FallbackReasons on, IReadOnlyList<(IFallbackStep Step, StepSettings Settings)> steps, TimeProvider time)
    {
        _on = on;
        _steps = [.. steps.Select(step => new GuardedStep(step.Step, step.Settings, time))];
    }

    /// <summary>Each step and whether it is left out now because it kept failing.</summary>
    public IReadOnlyList<StepStatus> List() => [.. _steps.Select(step => new StepStatus(step.Name, step.State))];

    /// <summary>Whether the first step is left out now.</summary>
    public bool IsDegraded => _steps[0].State is not BreakerState.Closed;

    /// <summary>Since when the first step is left out; null while it answers.</summary>
    public DateTimeOffset? DegradedSince => _steps[0].OutSince;

    /// <exception cref="SakerException">The input is wrong, or no step answered: then as the first step failed.</exception>
    public async ValueTask<FallbackAnswer> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? first = null;
        string? reason = null;
        foreach (var step in _steps)
        {
            using var span = SakerTrace.Source.StartActivity(step.SpanName);
            try
            {
                var outputs = await step.AnswerAsync(call, cancellationToken);
                return new FallbackAnswer(new AnswerSource(step.Name, step.Version?.Model, step.Version?.Version, reason), outputs);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FallbackFailures.ReasonOf(exception) is not FallbackReasons.None)
            {
                span.Fail(exception, RequestOutcomes.Of(exception).Word());
                first ??= ExceptionDispatchInfo.Capture(FallbackFailures.Told(step.Name, exception, step.RetryAfter));
                if ((FallbackFailures.ReasonOf(exception) & _on) == 0)
                    first.Throw();
                reason = $"{reason}{(reason is null ? "" : "; ")}{step.Name}: {FallbackFailures.Describe(exception, step.Name)}";
            }
        }
        first!.Throw();
        throw new System.Diagnostics.UnreachableException();
    }
}
