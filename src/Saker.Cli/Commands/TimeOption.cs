using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Saker.Cli.Commands;

/// <summary>An option whose value is a time: in UTC unless it says otherwise, as everywhere in Saker, whatever the zone and the language of the machine.</summary>
internal static class TimeOption
{
    public static Option<DateTimeOffset?> Create(string name, string description) => new(name) { Description = description, CustomParser = Read };

    private static DateTimeOffset? Find(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static DateTimeOffset? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Find(text) is { } at)
            return at;
        result.AddError($"'{text}' is no time; write one such as 2026-01-31T12:00Z.");
        return null;
    }
}
