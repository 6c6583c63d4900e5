using Polly.CircuitBreaker;
using Polly.Timeout;
using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Fallback;

/// <summary>What the failure of a step means.</summary>
internal static class FallbackFailures
{
    /// <summary>None for wrong input and for callers that gave up: no other step would help.</summary>
    public static FallbackReasons ReasonOf(Exception exception) => exception switch
    {
        BrokenCircuitException => FallbackReasons.Unavailable,
        OwnLimitException or TimeoutRejectedException or TimeoutException or SakerException { Kind: ErrorKind.Timeout } => FallbackReasons.Timeout,
        SakerException { Kind: ErrorKind.LimitExceeded } => FallbackReasons.LimitExceeded,
        SakerException { Kind: ErrorKind.Unavailable } => FallbackReasons.Unavailable,
        SakerException { Kind: ErrorKind.InvalidInput or ErrorKind.TooLarge } or OperationCanceledException => FallbackReasons.None,
        _ => FallbackReasons.Failure,
    };

    /// <summary>Whether a failure counts for leaving the step out: not what the request itself brought about, and not that others were before it.</summary>
    public static bool SpeaksAgainstStep(Exception exception) =>
        exception is not OwnLimitException && ReasonOf(exception) is (FallbackReasons.Failure or FallbackReasons.Timeout or FallbackReasons.Unavailable);

    /// <summary>A model's failure in one line, without what a caller should not see.</summary>
    public static string Describe(Exception exception) => Describe(exception, step: "");

    /// <summary>A step's failure in one line, without what a caller should not see.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="step">The step that failed; rules are no model.</param>
    public static string Describe(Exception exception, string step) => exception switch
    {
        BrokenCircuitException => "left out, because it kept failing",
        OwnLimitException own => own.Message.ReplaceLineEndings(" "),
        // The engine's own words may tell of its insides.
        SakerException { Kind: ErrorKind.Internal } => Failed(step),
        TimeoutRejectedException timeout => $"no answer within {DurationText.Write(timeout.Timeout)}",
        SakerException saker => saker.Message.ReplaceLineEndings(" "),
        _ => Failed(step),
    };

    private static string Failed(string step) => step == RulesStep.PublicName ? "an expression failed" : "the model failed";

    /// <summary>The failure as callers are told of it.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="exception">The failure.</param>
    /// <param name="retryAfter">How long it is left out when it kept failing.</param>
    public static Exception Told(string step, Exception exception, TimeSpan retryAfter) => exception switch
    {
        OwnLimitException own => own.InnerException!,
        TimeoutRejectedException => new SakerException(ErrorKind.Timeout, $"The step '{step}' did not answer: {Describe(exception, step)}. Ask for fewer rows at once, or allow more time.", "timeout", inner: exception),
        BrokenCircuitException => new SakerException(ErrorKind.Unavailable, $"The step '{step}' did not answer: {Describe(exception, step)}. Try again later.", inner: exception) { RetryAfter = retryAfter },
        _ => exception,
    };
}
