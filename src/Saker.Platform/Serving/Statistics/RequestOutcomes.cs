using Saker.Data;

namespace Saker.Platform.Serving.Statistics;

/// <summary>How outcomes follow from failures, and what they are called.</summary>
public static class RequestOutcomes
{
    private static readonly string[] s_words = ["ok", "refused", "invalid_input", "limit_exceeded", "timeout", "unavailable", "cancelled", "internal"];

    /// <summary>All words, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Words => s_words;

    public static string Word(this RequestOutcome outcome) => s_words[(int)outcome];

    /// <param name="error">What failed the request; null when it was answered.</param>
    public static RequestOutcome Of(Exception? error) => error switch
    {
        null => RequestOutcome.Ok,
        OperationCanceledException => RequestOutcome.Cancelled,
        SakerException failure => Of(failure.Kind),
        _ => RequestOutcome.Internal,
    };

    /// <param name="failure">What kind of failure it was; null when it was answered.</param>
    public static RequestOutcome Of(ErrorKind? failure) => failure switch
    {
        null => RequestOutcome.Ok,
        ErrorKind.InvalidInput or ErrorKind.NotFound or ErrorKind.TooLarge => RequestOutcome.InvalidInput,
        ErrorKind.LimitExceeded => RequestOutcome.LimitExceeded,
        ErrorKind.Timeout => RequestOutcome.Timeout,
        ErrorKind.Unavailable => RequestOutcome.Unavailable,
        _ => RequestOutcome.Internal,
    };
}
