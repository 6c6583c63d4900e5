using Saker.Data;
using Saker.Platform.Jobs;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>Training again at times of a calendar, or whenever a span has passed.</summary>
public sealed record ScheduleTrigger
{
    /// <summary>As crontab has it, see <see cref="CronSchedule"/>; null where <see cref="Every"/> says when.</summary>
    public string? Cron { get; init; }

    /// <summary>Whose clocks <see cref="Cron"/> goes by, as the tz database names it.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>From one time to the next, counted from when the policy was set; null where <see cref="Cron"/> says when.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The last time after a moment and not after another; null when there is none between them.</summary>
    /// <param name="since">When the policy was set.</param>
    /// <param name="after">Times up to this were had.</param>
    /// <param name="until">Now.</param>
    public DateTimeOffset? Last(DateTimeOffset since, DateTimeOffset after, DateTimeOffset until)
    {
        if (Every is not { } every)
            return Calendar().Last(after > since ? after : since, until);
        var count = (until - since).Ticks / every.Ticks;
        var last = since + (count * every);
        return count > 0 && last > after ? last : null;
    }

    /// <summary>The first time after a moment.</summary>
    public DateTimeOffset? Next(DateTimeOffset since, DateTimeOffset after) => Every is { } every
        ? since + ((Math.Max(0, (after - since).Ticks / every.Ticks) + 1) * every)
        : Calendar().Next(after);

    public override string ToString() => Every is { } every ? $"every {DurationText.Write(every)}" : $"at '{Cron}' ({TimeZone})";

    private CronSchedule Calendar() => CronSchedule.Parse(Cron!, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}
