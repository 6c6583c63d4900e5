using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>A limit that a request ran into.</summary>
/// <param name="Limit">Which, as <see cref="KeyPolicy"/> names it, such as <c>requestsPerDay</c>.</param>
/// <param name="Message">What was allowed, and when to come again.</param>
/// <param name="RetryAfter">After how long there is room again.</param>
public sealed record LimitReached(string Limit, string Message, TimeSpan RetryAfter)
{
    public SakerException ToException() => new(ErrorKind.LimitExceeded, Message, Limit) { RetryAfter = RetryAfter };
}
