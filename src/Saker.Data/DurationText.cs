using System.Globalization;

namespace Saker.Data;

/// <summary>Durations as people write them: <c>250us</c>, <c>20ms</c>, <c>1.5s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>. A bare number counts seconds.</summary>
public static class DurationText
{
    // From the largest, so that the longest unit that fits is the one written.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>The duration; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
            digits--;
        var unit = digits == text.Length ? "s" : text[digits..];
        var ticks = Units.FirstOrDefault(known => known.Unit == unit).Ticks;
        if (ticks == 0 || !decimal.TryParse(text.AsSpan(0, digits).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
            return null;
        return Math.Abs(count) > long.MaxValue / ticks ? null : TimeSpan.FromTicks((long)(count * ticks));
    }

    /// <summary>The duration in the largest unit that gives a whole number.</summary>
    public static string Write(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        foreach (var (unit, ticks) in Units)
            if (duration.Ticks % ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / 10m}us");
    }

    /// <summary>Reads a duration between bounds; reports what is none.</summary>
    public static TimeSpan? Read(Settings from, string key, TimeSpan min, TimeSpan max)
    {
        if (from.OptionalText(key) is not { } text)
            return null;
        if (Parse(text) is not { } duration)
            from.Report(key, $"'{text}' is no duration; write one such as 250us, 20ms, 1.5s, 5m or 2h.");
        else if (duration < min || duration > max)
            from.Report(key, $"{text} is out of range; it must be between {Write(min)} and {Write(max)}.");
        else
            return duration;
        return null;
    }
}
