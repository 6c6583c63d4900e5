using System.Globalization;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Outcomes as texts: labels as they are, numbers as the shortest text that reads back as the same.</summary>
internal static class OutcomeValue
{
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>NaN where it is no finite number.</summary>
    public static double ToNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>Whether two values say the same: 1 and 1.0 do.</summary>
    public static bool AreSame(string left, string right) => left == right || (ToNumber(left) is var number && number == ToNumber(right));
}
