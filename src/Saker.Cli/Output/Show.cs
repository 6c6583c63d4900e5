using System.Globalization;

namespace Saker.Cli.Output;

/// <summary>How values look in tables: the same everywhere, independent of the machine's culture.</summary>
internal static class Show
{
    public static string Score(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "open" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Score(IReadOnlyDictionary<string, double> metrics, string key) => metrics.TryGetValue(key, out var value) ? Score(value) : "-";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";

    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "-",
        { Ticks: < 0 } => "ended before its start",
        { TotalSeconds: < 60 } span => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { } span => FormattableString.Invariant($"{(int)span.TotalMinutes} min {span.Seconds} s"),
    };
}
