using Saker.Data;

namespace Saker.Platform.Alerts;

/// <summary>How alerts are watched and delivered. What a user says of grouping and repeating is <see cref="AlertPolicy"/>.</summary>
public sealed record AlertOptions
{
    /// <summary>How often the rules are evaluated.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often what waits is looked for.</summary>
    public TimeSpan DeliveryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an alert goes on whose signal is not given any more.</summary>
    public TimeSpan MaxAbsence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one attempt to deliver may take.</summary>
    public TimeSpan MaxAttempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its first failure a receiver is tried again; then twice as long every time.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such delay.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How old a notification may become before it is kept as a dead letter in place of being tried again.</summary>
    public TimeSpan MaxDeliveryAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long alerts that are over are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How many alerts may be open; what would be more is left out and logged.</summary>
    public int MaxOpenCount { get; init; } = 10_000;

    /// <summary>How many dead letters are kept; the oldest go.</summary>
    public int MaxDeadLetterCount { get; init; } = 10_000;

    /// <summary>How many rules, receivers and silences there may be of each.</summary>
    public int MaxSettingCount { get; init; } = 1_000;

    /// <summary>Where people reach the dashboard, such as <c>https://saker.example.org</c>: links in notifications begin with it. Null for notifications without links.</summary>
    public Uri? PublicUrl { get; init; }

    /// <exception cref="SakerException">Some options are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        foreach (var (field, value) in new[]
        {
            ("interval", Interval), ("deliveryInterval", DeliveryInterval), ("maxAbsence", MaxAbsence), ("maxAttempt", MaxAttempt), ("retryDelay", RetryDelay),
            ("maxRetryDelay", MaxRetryDelay), ("maxDeliveryAge", MaxDeliveryAge), ("retention", Retention),
        })
        {
            if (value <= TimeSpan.Zero)
                problems.Add(new Problem(field, $"is {value}; it must be longer than zero."));
        }
        foreach (var (field, value) in new[] { ("maxOpenCount", MaxOpenCount), ("maxDeadLetterCount", MaxDeadLetterCount), ("maxSettingCount", MaxSettingCount) })
        {
            if (value < 1)
                problems.Add(new Problem(field, $"is {value}; it must be 1 or more."));
        }
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            problems.Add(new Problem("publicUrl", $"'{url}' is no address that people can open; write one such as https://saker.example.org."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Alerts cannot be watched like that.", problems);
    }

    /// <summary>How long to wait after so many failures, one after the other, before chance takes up to half of it away.</summary>
    internal TimeSpan DelayAfter(long failures) =>
        TimeSpan.FromTicks((long)Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 40))));
}
