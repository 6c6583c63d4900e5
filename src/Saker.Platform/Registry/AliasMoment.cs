using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>When somebody asks about an alias: a moment, or a whole day.</summary>
public sealed record AliasMoment
{
    private AliasMoment(DateTimeOffset from, DateTimeOffset? until) => (From, Until) = (from, until);

    public DateTimeOffset From { get; }

    /// <summary>The end of the day, which is not part of it; null for a moment.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Reads <c>2026-05-03</c>, which is the whole day in UTC, or <c>2026-05-03T12:00:00Z</c>; without a zone it is UTC.</summary>
    /// <exception cref="SakerException">The text is neither.</exception>
    public static AliasMoment Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var begin = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return new AliasMoment(begin, day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : begin.AddDays(1));
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new AliasMoment(moment, null)
            : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no time; write 2026-05-03 for a day or 2026-05-03T12:00:00Z for a moment.", "at");
    }

    /// <summary>Whether a move held then, or for a day at some time of it.</summary>
    public bool Includes(AliasMove move) => Until is { } until ? move.HeldDuring(From, until) : move.HeldAt(From);
}
