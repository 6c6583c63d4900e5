using System.Globalization;
using Saker.Data;

namespace Saker.Dashboard.Layout;

/// <summary>The stretch of time that a page shows, as its address says it: by a name such as <c>7d</c>, which goes along with the clock, or from one time to another.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
/// <param name="Name">The name; null for one between two times.</param>
public sealed record TimeRange(DateTimeOffset From, DateTimeOffset To, string? Name)
{
    /// <summary>The ranges that pages offer.</summary>
    public static IReadOnlyList<(string Name, string Text)> Offered { get; } = [("6h", "6 hours"), ("24h", "24 hours"), ("7d", "7 days"), ("30d", "30 days"), ("90d", "90 days")];

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(400);

    public TimeSpan Length => To - From;

    /// <summary>How people would say it.</summary>
    public string Words => Name is null ? "the time chosen" : $"the last {Offered.FirstOrDefault(one => one.Name == Name).Text ?? Name}";

    /// <summary>As the address has it.</summary>
    public IReadOnlyList<(string Key, string Value)> Query => Name is { } name ? [("range", name)] : [("from", Moment(From)), ("to", Moment(To))];

    /// <param name="range">A name; null for none.</param>
    /// <param name="from">A time; null or empty for none. Without a zone it is UTC.</param>
    /// <param name="to">A time; null or empty for now.</param>
    /// <param name="standard">The name of the range where the address says none.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SakerException">It is no range (invalid input).</exception>
    public static TimeRange Read(string? range, string? from, string? to, string standard, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(from))
        {
            var name = string.IsNullOrEmpty(range) ? standard : range;
            if (DurationText.Parse(name) is not { } length || length <= TimeSpan.Zero || length > s_longest)
                throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is no range of time; write one such as 6h, 7d or 30d, of at most {s_longest.TotalDays:0} days.", "range");
            return new TimeRange(now - length, now, name);
        }
        var (begin, end) = (Parse(from, "from"), string.IsNullOrEmpty(to) ? now : Parse(to, "to"));
        if (begin >= end)
            throw new SakerException(ErrorKind.InvalidInput, "The time must end after it begins.", "to");
        return end - begin > s_longest
            ? throw new SakerException(ErrorKind.InvalidInput, $"A page shows at most {s_longest.TotalDays:0} days; begin it later.", "from")
            : new TimeRange(begin, end, null);
    }

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(at.Second == 0 && at.Millisecond == 0 ? "yyyy-MM-ddTHH:mm'Z'" : "yyyy-MM-ddTHH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text, string field) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no time; write it as 2026-11-03T12:00Z.", field);
}
