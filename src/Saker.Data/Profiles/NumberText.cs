using System.Globalization;

namespace Saker.Data.Profiles;

/// <summary>Numbers of a profile as people read them: days and instants as such, other numbers to four digits that count.</summary>
public static class NumberText
{
    public static string Of(double value, ColumnType type) => type switch
    {
        _ when double.IsNaN(value) => "none",
        ColumnType.Date when IsTime(value) => DateTime.UnixEpoch.AddSeconds(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnType.Timestamp when IsTime(value) => DateTime.UnixEpoch.AddSeconds(value).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Plain(value),
    };

    /// <summary>A share as a percentage; one that is neither none nor all is never shown as such.</summary>
    public static string Percent(double share) => share switch
    {
        0 => "0%",
        1 => "100%",
        < 0.001 => "<0.1%",
        > 0.999 => ">99.9%",
        _ => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
    };

    private static string Plain(double value) => Math.Abs(value) is >= 1e-4 and < 1e15 && Math.Abs(value) >= 1000
        ? value.ToString("#,0.##", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static bool IsTime(double seconds) => seconds >= (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds && seconds < (DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds;
}
