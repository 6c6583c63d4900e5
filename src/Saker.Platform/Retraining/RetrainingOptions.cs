using Saker.Data;

namespace Saker.Platform.Retraining;

/// <summary>Limits of retraining.</summary>
public sealed record RetrainingOptions
{
    /// <summary>How often a server looks whether a model is to be trained again; above zero.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt may take: one that hangs would keep others waiting. Above zero.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Attempts that a server carries out beside each other, of different endpoints; at least 1. A fit uses every core.</summary>
    public int MaxConcurrent { get; init; } = 2;

    /// <summary>How often the rows of a source are counted for a policy that asks for new ones; above zero.</summary>
    public TimeSpan CountInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after an attempt that failed or was lost the next comes by itself; twice as long after each further one. Above zero.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest such delay; at least <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Attempts within any 24 hours on an endpoint that has no policy; at least 1.</summary>
    public int MaxPerDay { get; init; } = 10;

    /// <summary>How many attempts of an endpoint are kept, the newest ones; as many as a day may have at least.</summary>
    public int MaxAttemptCount { get; init; } = 1_000;

    /// <exception cref="SakerException">Some options are not possible; all of them are named.</exception>
    public void Validate()
    {
        List<Problem> problems = [];
        foreach (var (field, value) in new[] { ("interval", Interval), ("maxDuration", MaxDuration), ("countInterval", CountInterval), ("retryDelay", RetryDelay) })
            if (value <= TimeSpan.Zero)
                problems.Add(new Problem(field, $"is {value}; it must be longer than zero."));
        if (MaxRetryDelay < RetryDelay)
            problems.Add(new Problem("maxRetryDelay", $"is {MaxRetryDelay}; it must be at least the first delay, {RetryDelay}."));
        foreach (var (field, value, least) in new[] { ("maxConcurrent", MaxConcurrent, 1), ("maxPerDay", MaxPerDay, 1), ("maxAttemptCount", MaxAttemptCount, 1_000) })
            if (value < least)
                problems.Add(new Problem(field, $"is {value}; it must be at least {least}."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Models cannot be retrained like that.", problems);
    }

    internal TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromTicks((long)Math.Min(RetryDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 40)), MaxRetryDelay.Ticks));
}
