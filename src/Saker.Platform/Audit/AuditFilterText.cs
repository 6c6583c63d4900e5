using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Audit;

/// <summary>Filters of the audit as addresses have them.</summary>
public static class AuditFilterText
{
    /// <param name="actor">See <see cref="AuditFilter.Actor"/>; empty for all, as the others.</param>
    /// <param name="act">See <see cref="AuditFilter.Act"/>.</param>
    /// <param name="target">See <see cref="AuditFilter.Target"/>.</param>
    /// <param name="outcome"><c>done</c>, <c>failed</c> or <c>refused</c>.</param>
    /// <param name="from">A time such as <c>2026-01-31T12:00:00Z</c>, or a day of UTC.</param>
    /// <param name="to">The same; a day is included.</param>
    /// <exception cref="SakerException">Some of it cannot be read; all that is wrong is named.</exception>
    public static AuditFilter Read(string? actor, string? act, string? target, string? outcome, string? from, string? to)
    {
        var problems = new List<Problem>();
        var filter = new AuditFilter
        {
            Actor = Text(actor),
            Act = Text(act),
            Target = Text(target),
            Outcome = Text(outcome) is { } word ? Outcome(word, problems) : null,
            From = Text(from) is { } begin ? Time("from", begin, isEnd: false, problems) : null,
            To = Text(to) is { } end ? Time("to", end, isEnd: true, problems) : null,
        };
        return problems.Count == 0 ? filter : throw new SakerException(ErrorKind.InvalidInput, "The audit cannot be filtered like that.", problems);
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    private static AuditOutcome? Outcome(string word, List<Problem> problems)
    {
        if (Enum.TryParse<AuditOutcome>(word, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome) && !char.IsDigit(word[0]))
            return outcome;
        problems.Add(new Problem("outcome", $"'{word}' is none; give done, failed or refused."));
        return null;
    }

    private static DateTimeOffset? Time(string field, string text, bool isEnd, List<Problem> problems)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(isEnd ? day.AddDays(1) : day, TimeOnly.MinValue, TimeSpan.Zero);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return at;
        problems.Add(new Problem(field, $"'{text}' is no time; write 2026-01-31 or 2026-01-31T12:00:00Z."));
        return null;
    }
}
