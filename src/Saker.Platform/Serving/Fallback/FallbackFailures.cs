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
        TimeoutRejectedException or TimeoutException or SakerException { Kind: ErrorKind.Timeout } => FallbackReasons.Timeout,
        SakerException { Kind: ErrorKind.LimitExceeded } => FallbackReasons.LimitExceeded,
        SakerException { Kind: ErrorKind.Unavailable } => FallbackReasons.Unavailable,
        SakerException { Kind: ErrorKind.InvalidInput } or OperationCanceledException => FallbackReasons.None,
        _ => FallbackReasons.Failure,
    };

    /// <summary>One line, without what a caller should not see.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        BrokenCircuitException => "left out, because it kept failing",
        TimeoutRejectedException timeout => $"no answer within {DurationText.Write(timeout.Timeout)}",
        SakerException saker => saker.Message.ReplaceLineEndings(" "),
        _ => "the model failed",
    };

    /// <summary>The failure as callers are told of it.</summary>
    public static Exception Told(string step, Exception exception) => exception switch
    {
        BrokenCircuitException or TimeoutRejectedException => new SakerException(ErrorKind.Unavailable, $"The step '{step}' did not answer: {Describe(exception)}. Try again later.", inner: exception),
        _ => exception,
    };
}
