namespace Saker.Learning.Drift.Measures;

/// <summary>What a test of "both sides come from the same distribution" found.</summary>
/// <param name="Statistic">In the unit of the test; NaN when it is not defined.</param>
/// <param name="PValue">How likely so large a statistic is without drift, 0 to 1; NaN when it is not defined.</param>
public readonly record struct DriftTest(double Statistic, double PValue)
{
    public static DriftTest None => new(double.NaN, double.NaN);
}
