using Saker.Data;

namespace Saker.Dashboard.Identity;

/// <summary>A key as somebody fills it in, before it is made.</summary>
public sealed record KeyDraft
{
    /// <summary>The fields of the form in its order: name in requests, label, what it means.</summary>
    internal static IReadOnlyList<(string Name, string Label, string Meaning)> Limits { get; } =
    [
        ("requestsPerSecond", "Requests a second", "in the long run"),
        ("burst", "At once", "requests after a pause; with a rate only"),
        ("requestsPerDay", "Requests a day", "a day of UTC"),
        ("rowsPerDay", "Rows a day", "predicted"),
        ("distinctRowsPerDay", "Different rows a day", "by endpoint, against copying a model"),
        ("scoreDecimals", "Decimals of scores", "0 to 15; fewer give away less"),
    ];

    /// <summary>What was written, by field.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it was not made; null where it was not tried, or was made.</summary>
    public string? Fault { get; init; }

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    internal string Find(string field) => Texts.GetValueOrDefault(field, "");

    internal string? FaultOf(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Message;
}
