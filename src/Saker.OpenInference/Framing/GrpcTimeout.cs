using System.Globalization;

namespace Saker.OpenInference.Framing;

/// <summary>The value of <c>grpc-timeout</c>: at most 8 digits and a unit, H M S m u n.</summary>
public static class GrpcTimeout
{
    /// <summary>The most digits before the unit.</summary>
    public const int MaxDigits = 8;

    private const long MaxCount = 99_999_999;

    /// <summary>Longer times count as this long: timers can measure no more.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromDays(40);

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1 || text[..^1].ContainsAnyExceptInRange('0', '9'))
            return false;
        var count = long.Parse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture);
        var ticks = text[^1] switch
        {
            'H' => count * TimeSpan.TicksPerHour,
            'M' => count * TimeSpan.TicksPerMinute,
            'S' => count * TimeSpan.TicksPerSecond,
            'm' => count * TimeSpan.TicksPerMillisecond,
            'u' => count * TimeSpan.TicksPerMicrosecond,
            'n' => count / TimeSpan.NanosecondsPerTick,
            _ => -1,
        };
        timeout = ticks < 0 ? default : ticks > Max.Ticks ? Max : new TimeSpan(ticks);
        return ticks >= 0;
    }

    /// <summary>In the finest unit that 8 digits hold.</summary>
    public static string Format(TimeSpan timeout)
    {
        var ticks = Math.Max(timeout.Ticks, 0);
        (long Count, char Unit) value = ticks switch
        {
            _ when ticks <= MaxCount / TimeSpan.NanosecondsPerTick => (ticks * TimeSpan.NanosecondsPerTick, 'n'),
            _ when ticks / TimeSpan.TicksPerMicrosecond <= MaxCount => (ticks / TimeSpan.TicksPerMicrosecond, 'u'),
            _ when ticks / TimeSpan.TicksPerMillisecond <= MaxCount => (ticks / TimeSpan.TicksPerMillisecond, 'm'),
            _ when ticks / TimeSpan.TicksPerSecond <= MaxCount => (ticks / TimeSpan.TicksPerSecond, 'S'),
            _ => (Math.Min(ticks / TimeSpan.TicksPerMinute, MaxCount), 'M'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value.Count}{value.Unit}");
    }
}
