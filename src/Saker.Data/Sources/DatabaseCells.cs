using System.Data.Common;
using System.Globalization;

namespace Saker.Data.Sources;

/// <summary>Values of a database as texts that keep all of them.</summary>
internal static class DatabaseCells
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFF";

    public static (string? Text, CellKinds Kind) Read(DbDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
            return (null, CellKinds.None);
        return reader.GetValue(column) switch
        {
            string text => (text, CellKinds.Text),
            long number => (number.ToString(CultureInfo.InvariantCulture), CellKinds.Integer),
            double number => (Number(number), CellKinds.Number),
            bool flag => (flag ? "true" : "false", CellKinds.Boolean),
            DateOnly date => (date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CellKinds.Date),
            DateTime time => (Time(time), CellKinds.Timestamp),
            DateTimeOffset time => (Time(time.UtcDateTime), CellKinds.Timestamp),
            float number => (Number(number), CellKinds.Number),
            byte[] bytes => (Convert.ToHexStringLower(bytes), CellKinds.Text | CellKinds.Boolean),
            Array list => (string.Join(", ", list.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))), CellKinds.Text | CellKinds.Boolean),
            IFormattable value => (value.ToString(null, CultureInfo.InvariantCulture), KindOf(value.GetType())),
            var other => (other.ToString(), CellKinds.Text),
        };
    }

    /// <summary>What values of a .NET type are.</summary>
    public static CellKinds KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => CellKinds.Boolean,
        _ when type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) => CellKinds.Integer,
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => CellKinds.Number,
        _ when type == typeof(DateOnly) => CellKinds.Date,
        _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => CellKinds.Timestamp,
        _ => CellKinds.Text,
    };

    /// <summary>What is no finite number is missing, as it is in files.</summary>
    private static string? Number(double number) => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    private static string Time(DateTime time) => time.ToString(Moment, CultureInfo.InvariantCulture);
}
