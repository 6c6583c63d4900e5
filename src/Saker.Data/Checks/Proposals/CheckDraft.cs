using System.Globalization;

namespace Saker.Data.Checks.Proposals;

/// <summary>A check as it will stand in the file: its kind, its keys in order, and why it is proposed.</summary>
/// <param name="Kind">A name of the <see cref="CheckCatalogue"/>.</param>
/// <param name="Column">Under which column it stands in the file.</param>
/// <param name="Reason">What was seen that makes it so, for people.</param>
/// <param name="Keys">All other keys: texts, numbers, flags, lists of texts.</param>
internal sealed record CheckDraft(string Kind, string? Column, string Reason, params IReadOnlyList<(string Key, object Value)> Keys)
{
    /// <summary>Whether the check takes its column by the key <c>column</c>; checks of several columns name them in their keys.</summary>
    public bool NamesColumn { get; init; } = true;

    /// <summary>The mapping that a file has for it.</summary>
    public IReadOnlyList<(string Key, object Value)> Mapping =>
    [
        ("check", Kind),
        .. NamesColumn && Column is not null ? [("column", (object)Column)] : Array.Empty<(string, object)>(),
        .. Keys,
    ];

    /// <summary>The check itself, read as a file is.</summary>
    public Check ToCheck()
    {
        var problems = new List<Problem>();
        var values = Mapping.ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal);
        return CheckCatalogue.Create(new Settings(values, Kind, problems))
            ?? throw new SakerException(ErrorKind.Internal, $"The proposed check '{Kind}' of '{Column}' cannot be read back.", problems);
    }

    private static object? Plain(object value) => value switch
    {
        IReadOnlyList<string> texts => texts.Select(object? (text) => text).ToArray(),
        int integer => (long)integer,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
        DateTime moment => MomentName(moment),
        _ => value,
    };

    /// <summary>A moment as files have it; days without a time of day.</summary>
    public static string MomentName(DateTime moment) => moment.TimeOfDay == TimeSpan.Zero
        ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
