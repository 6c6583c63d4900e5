using System.Globalization;

namespace Saker.Data.Checks.Proposals;

/// <summary>Numbers as proposed files show them.</summary>
internal static class Numbers
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return values.IsEmpty ? double.NaN : sum / values.Length;
    }

    public static double Deviation(ReadOnlySpan<double> values)
    {
        var (mean, sum) = (Mean(values), 0.0);
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return values.Length < 2 ? 0 : Math.Sqrt(sum / (values.Length - 1));
    }

    /// <summary>The next number at or below that has no more digits than the room around it gives sense to.</summary>
    public static double Down(double value, double room) => Round(value, room, Math.Floor);

    /// <summary>As <see cref="Down"/>, at or above.</summary>
    public static double Up(double value, double room) => Round(value, room, Math.Ceiling);

    /// <summary>Beyond, a double has no place behind the point left.</summary>
    private const double LargestScaled = 1L << 52;

    /// <summary>Whether a number has at most so many decimal places, as the engine rounds it.</summary>
    public static bool HasPlaces(double number, int places)
    {
        if (places < 0)
            return false;
        var scale = Math.Pow(10, Math.Min(places, 300));
        return Math.Abs(number) * scale > LargestScaled || Math.Round(number * scale, MidpointRounding.AwayFromZero) / scale == number;
    }

    /// <summary>Four digits for a comment.</summary>
    public static string Show(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e9
        ? value.ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0.0995 and < 0.9995 ? "0.#" : "0.###", CultureInfo.InvariantCulture) + " %";

    private static double Round(double value, double room, Func<double, double> toWhole)
    {
        if (!(room > 0) || !double.IsFinite(room) || value == 0)
            return value;
        // Half a percent to five percent of the room.
        var exponent = (int)Math.Floor(Math.Log10(room)) - 2 + 1;
        if (exponent is < -280 or > 280)
            return value;
        // Tens are exact as powers, tenths as quotients: 0.3 comes out as 0.3.
        if (exponent >= 0)
        {
            var step = Math.Pow(10, exponent);
            return toWhole(value / step) * step;
        }
        var parts = Math.Pow(10, -exponent);
        return double.IsFinite(value * parts) ? toWhole(value * parts) / parts : value;
    }
}
