namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// The best mixture of known hypotheses: minimise sum(q e) + bound * v over shares q that sum to 1 and v of 0 or more, where no constraint is broken by more
/// than v. A linear program, solved by the simplex method with Bland's rule; its answer has at most one hypothesis more than there are constraints.
/// </summary>
internal static class MixtureProgram
{
    private const double Tiny = 1e-12;
    private const int MaxPivots = 10_000;

    /// <param name="errors">Of each hypothesis.</param>
    /// <param name="moments">By hypothesis: how far each constraint is from 0; at most <paramref name="slack"/> is wanted.</param>
    /// <param name="slack">How far a constraint may be broken at no cost.</param>
    /// <param name="bound">The cost of what is broken beyond.</param>
    /// <returns>The share of each hypothesis and the value of the program.</returns>
    public static (double[] Shares, double Value) Solve(IReadOnlyList<double> errors, IReadOnlyList<double[]> moments, double slack, double bound)
    {
        var (count, constraints) = (errors.Count, moments[0].Length);
        // Columns: hypotheses, v, a slack variable a constraint, the right side. Rows: constraints, the sum, the costs.
        var width = count + 1 + constraints + 1;
        var table = new double[constraints + 2][];
        var basis = new int[constraints + 1];
        for (var row = 0; row < constraints; row++)
        {
            table[row] = new double[width];
            for (var i = 0; i < count; i++)
                table[row][i] = moments[i][row];
            table[row][count] = -1;
            table[row][count + 1 + row] = 1;
            table[row][^1] = slack;
            basis[row] = count + 1 + row;
        }
        table[constraints] = [.. Enumerable.Repeat(1.0, count), .. new double[constraints + 1], 1];
        table[constraints + 1] = [.. errors, bound, .. new double[constraints + 1]];

        // A first answer that is allowed: the first hypothesis alone, v as large as it must be.
        Pivot(table, basis, constraints, 0);
        var worst = Enumerable.Range(0, constraints).MinBy(row => table[row][^1]);
        if (constraints > 0 && table[worst][^1] < 0)
            Pivot(table, basis, worst, count);
        for (var pivot = 0; pivot < MaxPivots; pivot++)
        {
            var entering = Array.FindIndex(table[^1], 0, width - 1, cost => cost < -Tiny);
            if (entering < 0 || Leaving(table, basis, entering) is not { } leaving)
                break;
            Pivot(table, basis, leaving, entering);
        }
        var shares = new double[count];
        for (var row = 0; row < basis.Length; row++)
            if (basis[row] < count)
                shares[basis[row]] = Math.Max(0, table[row][^1]);
        return (shares, -table[^1][^1]);
    }

    private static int? Leaving(double[][] table, int[] basis, int entering)
    {
        int? leaving = null;
        var least = double.PositiveInfinity;
        for (var row = 0; row < basis.Length; row++)
        {
            if (table[row][entering] <= Tiny)
                continue;
            var ratio = table[row][^1] / table[row][entering];
            // Bland: of rows as good the one whose variable comes first, so that it never goes round in circles.
            if (ratio < least - Tiny || (ratio <= least + Tiny && leaving is { } known && basis[row] < basis[known]))
                (least, leaving) = (Math.Min(ratio, least), row);
        }
        return leaving;
    }

    private static void Pivot(double[][] table, int[] basis, int row, int column)
    {
        var factor = table[row][column];
        for (var i = 0; i < table[row].Length; i++)
            table[row][i] /= factor;
        for (var other = 0; other < table.Length; other++)
        {
            var times = table[other][column];
            if (other == row || times == 0)
                continue;
            for (var i = 0; i < table[other].Length; i++)
                table[other][i] -= times * table[row][i];
        }
        basis[row] = column;
    }
}
