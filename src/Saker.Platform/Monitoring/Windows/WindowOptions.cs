using Saker.Data;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>What windows cost and how long they are kept.</summary>
public sealed record WindowOptions
{
    /// <summary>How often windows that got something are written: what is lost when the process is killed.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most of all processors' time that profiles may take. Beyond, rows are thinned: counts stay exact, and windows say how many rows their profiles hold.</summary>
    public double MaxProcessorShare { get; init; } = 0.005;

    /// <summary>
    /// Windows in memory at the same time, beside those of the minute that goes on. Of more, those whose minute is over are written and let go of at once; what comes
    /// late for them is merged on reading. While nothing can be written, those that began first of more than twice as many are given up.
    /// </summary>
    public int MaxOpenWindows { get; init; } = 512;

    /// <summary>How long a minute stays in memory after its end, for what comes late.</summary>
    public TimeSpan CloseDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its end an hour or a day is merged first; what comes later has it merged again.</summary>
    public TimeSpan MergeDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long minutes are kept.</summary>
    public TimeSpan MinutesKept { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long hours are kept.</summary>
    public TimeSpan HoursKept { get; init; } = TimeSpan.FromDays(35);

    /// <summary>How long days are kept.</summary>
    public TimeSpan DaysKept { get; init; } = TimeSpan.FromDays(400);

    /// <summary>The most windows in one list.</summary>
    public int MaxListed { get; init; } = 10_000;

    /// <exception cref="SakerException">Some options are not possible; all are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddOutside("flushInterval", FlushInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        problems.AddOutside("closeDelay", CloseDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        problems.AddOutside("mergeDelay", MergeDelay, TimeSpan.Zero, TimeSpan.FromMinutes(30));
        problems.AddOutside("minutesKept", MinutesKept, TimeSpan.FromHours(3), TimeSpan.FromDays(366));
        problems.AddOutside("hoursKept", HoursKept, TimeSpan.FromDays(2), TimeSpan.FromDays(3_660));
        problems.AddOutside("daysKept", DaysKept, HoursKept, TimeSpan.FromDays(36_600));
        if (MaxProcessorShare is not (> 0 and <= 1))
            problems.Add(new Problem("maxProcessorShare", FormattableString.Invariant($"is {MaxProcessorShare}; it must be above 0 and at most 1.")));
        if (MaxOpenWindows < 1)
            problems.Add(new Problem("maxOpenWindows", $"is {MaxOpenWindows}; it must be 1 or more."));
        if (MaxListed < 1)
            problems.Add(new Problem("maxListed", $"is {MaxListed}; it must be 1 or more."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of windows are not possible.", problems);
    }
}
