using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;

namespace Saker.Dashboard.Datasets;

/// <summary>A number of a profile as its column's type shows it: days and instants are kept as seconds since 1970.</summary>
internal static class CellText
{
    private const double MaxSeconds = 253_402_300_799;
    private const double MinSeconds = -62_135_596_800;

    public static string Of(double value, ColumnType type) => type switch
    {
        _ when !double.IsFinite(value) => Format.Number(value),
        ColumnType.Date when value is >= MinSeconds and <= MaxSeconds => DateTimeOffset.FromUnixTimeSeconds((long)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnType.Timestamp when value is >= MinSeconds and <= MaxSeconds => DateTimeOffset.FromUnixTimeSeconds((long)value).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z",
        _ => Format.Number(value),
    };
}
