using Saker.Data;

namespace Saker.Testing.Proposals;

/// <summary>All values of a column broken alike. Null when there is nothing to break.</summary>
internal static class BrokenColumn
{
    /// <remarks>Not of times: moved ones are what tomorrow's are like.</remarks>
    /// <param name="column">Of numbers.</param>
    /// <param name="by">By how much, given the smallest, the largest and the standard deviation.</param>
    public static Column? Moved(Column column, Func<double, double, double, double> by)
    {
        if (!column.Type.IsNumeric() || column.Type == ColumnType.Boolean)
            return null;
        var numbers = ColumnValues.Numbers(column);
        var present = numbers.Where(double.IsFinite).ToArray();
        if (present.Length == 0 || present.Max() <= present.Min())
            return null;
        var step = by(present.Min(), present.Max(), ColumnValues.Deviation(numbers));
        return ColumnValues.FromNumbers(column, [.. numbers.Select(number => number + step)], Enumerable.Range(0, column.Length));
    }

    public static Column? Clipped(Column column, double quantile)
    {
        if (!column.Type.IsNumeric() || column.Type == ColumnType.Boolean)
            return null;
        var numbers = ColumnValues.Numbers(column);
        var sorted = numbers.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return null;
        var bound = sorted[(int)((sorted.Length - 1) * quantile)];
        var above = Enumerable.Range(0, numbers.Length).Where(i => numbers[i] > bound).ToArray();
        return above.Length == 0 ? null : ColumnValues.FromNumbers(column, [.. numbers.Select(number => Math.Min(number, bound))], above);
    }
}
