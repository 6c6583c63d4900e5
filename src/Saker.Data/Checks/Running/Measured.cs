using System.Globalization;

namespace Saker.Data.Checks.Running;

/// <summary>What the first scan found out for one check, in the order it asked.</summary>
internal sealed class Measured(IReadOnlyList<string?> values, long rowCount)
{
    /// <summary>Rows of the data, all of them.</summary>
    public long RowCount => rowCount;

    public string? Text(int index) => values[index];

    /// <summary>A count; 0 where there was nothing to count.</summary>
    public long Count(int index) => values[index] is { } text ? (long)decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

    /// <summary>A number; null where there was nothing to compute it of.</summary>
    public double? Number(int index) => values[index] switch
    {
        null => null,
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "true" => 1,
        "false" => 0,
        var text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
