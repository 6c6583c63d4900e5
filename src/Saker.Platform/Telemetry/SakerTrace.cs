using System.Diagnostics;

namespace Saker.Platform.Telemetry;

/// <summary>
/// Where spans come from: one source for the whole program. While nobody listens to it, asking for a span costs a look at a field and gives
/// nothing.
/// </summary>
public static class SakerTrace
{
    /// <summary>The name of the source, for whoever listens.</summary>
    public const string Name = "Saker";

    /// <summary>The attribute that every span of a request has: its id.</summary>
    public const string RequestId = "saker.request.id";

    public static ActivitySource Source { get; } = new(Name, typeof(SakerTrace).Assembly.GetName().Version?.ToString(3));

    /// <summary>Says of a span that what it stands for failed, and how.</summary>
    /// <param name="span">The span; null where nobody listens.</param>
    /// <param name="exception">What failed it.</param>
    /// <param name="kind">One short word of few: an attribute to count by.</param>
    public static void Fail(this Activity? span, Exception exception, string kind)
    {
        if (span is null)
            return;
        span.SetStatus(ActivityStatusCode.Error, exception.Message);
        span.SetTag("error.type", kind);
    }
}
