using Saker.Data;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>A time as people ask for it, where they may leave out its ends.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
public sealed record WindowSpan(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The time between two ends; without the first one, as many windows as fit a page: an hour of minutes, two days of hours, a month of days.</summary>
    /// <param name="from">Null for the usual time before the end.</param>
    /// <param name="to">Null for now.</param>
    /// <param name="grain">The windows wanted.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SakerException">It ends before it begins.</exception>
    public static WindowSpan Of(DateTimeOffset? from, DateTimeOffset? to, WindowGrain grain, DateTimeOffset now)
    {
        var end = (to ?? now).ToUniversalTime();
        var begin = from?.ToUniversalTime() ?? end - (grain switch { WindowGrain.Minute => TimeSpan.FromHours(1), WindowGrain.Hour => TimeSpan.FromDays(2), _ => TimeSpan.FromDays(30) });
        return begin < end ? new WindowSpan(begin, end) : throw new SakerException(ErrorKind.InvalidInput, $"The time from {begin:u} to {end:u} is empty; begin it earlier.", "from");
    }
}
