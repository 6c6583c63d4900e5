namespace Saker.Learning.Behaviour.Running;

/// <summary>When two predictions break a test, and what may be made smaller in a row that does.</summary>
/// <param name="Breach">By how much the predictions break it; 0 or less when they do not.</param>
/// <param name="CanDropColumns">Whether a change of fewer columns asks the same.</param>
/// <param name="CanShrinkNumbers">Whether a smaller change of a number asks the same.</param>
internal sealed record PairRule(Func<double, double, double> Breach, bool CanDropColumns, bool CanShrinkNumbers)
{
    /// <summary>Predictions that differ by more than this break it; so does one that is no number.</summary>
    public static PairRule Same(double tolerance, bool canShrinkNumbers) =>
        new((before, after) => Broken(Math.Abs(after - before) - tolerance), CanDropColumns: true, canShrinkNumbers);

    /// <summary>What is no number breaks everything.</summary>
    public static double Broken(double breach) => double.IsNaN(breach) ? double.PositiveInfinity : breach;
}
