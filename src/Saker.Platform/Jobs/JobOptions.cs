using Saker.Data;

namespace Saker.Platform.Jobs;

/// <summary>How recurring jobs are run.</summary>
public sealed record JobOptions
{
    /// <summary>How often a server looks for what is due; above zero.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a process may be silent before another one takes its job; renewed three times as often. Above zero, and longer than the
    /// clocks of the machines differ. A process that ended on the same machine is known to be gone and is not waited for.
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its first failure a job is tried again; twice as long after each further one. Above zero.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest such delay, for a job whose interval is not longer still; at least <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many runs of a job are kept, the newest ones; at least 1.</summary>
    public int MaxRunCount { get; init; } = 100;

    /// <exception cref="SakerException">Some options are not possible; all of them are named.</exception>
    public void Validate()
    {
        List<Problem> problems = [];
        foreach (var (field, value) in new[] { ("pollInterval", PollInterval), ("leaseDuration", LeaseDuration), ("retryDelay", RetryDelay) })
            if (value <= TimeSpan.Zero)
                problems.Add(new Problem(field, $"is {value}; it must be longer than zero."));
        if (MaxRetryDelay < RetryDelay)
            problems.Add(new Problem("maxRetryDelay", $"is {MaxRetryDelay}; it must be at least the first delay, {RetryDelay}."));
        if (MaxRunCount < 1)
            problems.Add(new Problem("maxRunCount", $"is {MaxRunCount}; keep at least one."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Jobs cannot be run like that.", problems);
    }

    /// <summary>How long to wait after so many failures, one after the other.</summary>
    internal TimeSpan DelayAfter(long failures, TimeSpan interval)
    {
        var longest = Math.Max(MaxRetryDelay.Ticks, interval.Ticks);
        // Doubled 40 times, even a microsecond is longer than any delay that is allowed.
        var delay = RetryDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 40));
        return TimeSpan.FromTicks((long)Math.Min(delay, longest));
    }
}
