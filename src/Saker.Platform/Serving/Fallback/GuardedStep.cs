using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Fallback;

/// <summary>A step with its time limit and its circuit breaker.</summary>
internal sealed class GuardedStep
{
    private readonly IFallbackStep _step;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline _pipeline;
    private long _outSince;

    /// <param name="step">What answers.</param>
    /// <param name="settings">Its limits.</param>
    /// <param name="time">The clock of its circuit breaker.</param>
    public GuardedStep(IFallbackStep step, StepSettings settings, TimeProvider time)
    {
        _step = step;
        SpanName = $"fallback {step.Name}";
        RetryAfter = settings.Breaker.BreakDuration;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = settings.Breaker.FailureRatio,
            SamplingDuration = settings.Breaker.SamplingDuration,
            MinimumThroughput = settings.Breaker.MinimumThroughput,
            BreakDuration = settings.Breaker.BreakDuration,
            StateProvider = _breaker,
            OnOpened = _ =>
            {
                // It opens again after each try that fails; it is out since the first time.
                if (OutSince is null)
                    OutSince = time.GetUtcNow();
                return default;
            },
            OnClosed = _ =>
            {
                OutSince = null;
                return default;
            },
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && FallbackFailures.SpeaksAgainstStep(exception)),
        });
        // Within the breaker, so that timeouts count as failures.
        if (settings.Timeout is { } timeout)
            builder.AddTimeout(new TimeoutStrategyOptions { Timeout = timeout });
        _pipeline = builder.Build();
    }

    public string Name => _step.Name;

    /// <summary>What its spans are called.</summary>
    public string SpanName { get; }

    /// <summary>How long it is left out at a time.</summary>
    public TimeSpan RetryAfter { get; }

    public PreviousVersion? Version => _step.Version;

    public BreakerState State => _breaker.CircuitState switch
    {
        CircuitState.Closed => BreakerState.Closed,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => BreakerState.Open,
    };

    /// <summary>Since when it is left out; null while it answers.</summary>
    public DateTimeOffset? OutSince
    {
        get => Volatile.Read(ref _outSince) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        private set => Volatile.Write(ref _outSince, value?.UtcTicks ?? 0);
    }

    public ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(static (state, token) => state._step.AnswerAsync(state.call, token), (_step, call), cancellationToken);
}
