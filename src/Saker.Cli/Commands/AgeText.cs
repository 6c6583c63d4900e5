using System.Globalization;
using Saker.Data;

namespace Saker.Cli.Commands;

/// <summary>Ages as people write them: 30d, 12h, 90m, 10s.</summary>
internal static class AgeText
{
    private const int MaxDays = 100_000;

    private static readonly Dictionary<char, TimeSpan> Units = new() { ['d'] = TimeSpan.FromDays(1), ['h'] = TimeSpan.FromHours(1), ['m'] = TimeSpan.FromMinutes(1), ['s'] = TimeSpan.FromSeconds(1) };

    /// <exception cref="SakerException">It is no age.</exception>
    public static TimeSpan Read(string text, string option) =>
        text.Length > 1 && Units.TryGetValue(text[^1], out var unit) && double.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * unit.TotalDays < MaxDays
            ? count * unit
            : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no age; write 30d, 12h, 90m, or 0d for no time at all.", option);
}
