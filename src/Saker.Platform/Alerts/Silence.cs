using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Alerts;

/// <summary>A time in which nobody is told of some alerts. They fire all the same, and can be seen.</summary>
public sealed record Silence
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <summary>Given by the store; a name where it comes from a file.</summary>
    public string Id { get; init; } = "";

    /// <summary>All must match.</summary>
    public required IReadOnlyList<LabelMatcher> Matchers { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    /// <summary>Null for a time that comes back every week.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Every week at this time; null for once.</summary>
    public WeeklyWindow? Weekly { get; init; }

    public required string Reason { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsActive(DateTimeOffset now) => now >= StartsAt && (EndsAt is not { } end || now < end) && (Weekly is null || Weekly.Contains(now));

    public bool Covers(IReadOnlyDictionary<string, string> labels) => Matchers.All(matcher => matcher.Matches(labels));

    /// <summary>
    /// Reads <c>{matchers: [endpoint=churn*], for: 2h, reason: "moving the warehouse"}</c>, or with <c>until</c>, or with
    /// <c>weekly: {days: [sat, sun], from: "22:00", to: "02:00", zone: Europe/Berlin}</c>. What is wrong is added to its problems.
    /// </summary>
    internal static Silence Read(Settings settings, DateTimeOffset now)
    {
        var matchers = settings.Texts("matchers");
        if (matchers.Count == 0)
            settings.Report("matchers", "these are missing; write what is to be silent, such as [endpoint=churn*], or [\"alertname=*\"] for all.");
        List<LabelMatcher> read = [];
        foreach (var text in matchers)
        {
            if (LabelMatcher.TryParse(text, out var problem) is { } matcher)
                read.Add(matcher);
            else
                settings.Report("matchers", problem);
        }
        var starts = ReadTime(settings, "from") ?? now;
        var weekly = settings.Has("weekly") ? WeeklyWindow.Read(settings.Section("weekly")) : null;
        var length = DurationText.Read(settings, "for", TimeSpan.FromSeconds(1), MaxDuration);
        var ends = ReadTime(settings, "until") ?? (length is { } known ? starts + known : null);
        if (ends is null && weekly is null)
            settings.Report("for", "this is missing; a silence without an end would be forgotten. Write 'for: 2h', 'until', or 'weekly'.");
        if (ends <= starts)
            settings.Report("until", "it ends before it begins.");
        if (ends > starts + MaxDuration)
            settings.Report("until", "it lasts longer than a year; use 'weekly', or turn the rule off.");
        var silence = new Silence { Id = settings.OptionalText("name") ?? "", Matchers = read, StartsAt = starts, EndsAt = ends, Weekly = weekly, Reason = settings.Text("reason") };
        settings.RejectUnknown();
        return silence;
    }

    /// <summary>As it is written in a file of alerts.</summary>
    public IReadOnlyDictionary<string, object?> Body => ToValues();

    internal IReadOnlyDictionary<string, object?> ToValues()
    {
        var values = new Dictionary<string, object?>
        {
            ["matchers"] = Matchers.Select(object? (matcher) => matcher.ToString()).ToList(),
            ["from"] = StartsAt.ToString("O", CultureInfo.InvariantCulture),
            ["reason"] = Reason,
        };
        if (EndsAt is { } ends)
            values["until"] = ends.ToString("O", CultureInfo.InvariantCulture);
        if (Weekly is not null)
            values["weekly"] = Weekly.ToValues();
        return values;
    }

    private static DateTimeOffset? ReadTime(Settings settings, string key)
    {
        if (settings.OptionalText(key) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        settings.Report(key, $"'{text}' is no time; write it as 2026-01-02T15:04:05Z.");
        return null;
    }
}
