using Saker.Data;

namespace Saker.Learning.Tests.Drift;

/// <summary>Rows that were drawn: of one population unless a shift is planted.</summary>
internal static class DriftRows
{
    /// <summary>Numbers of two kinds, a text with missing values, and a truth.</summary>
    public static Table Mixed(int count, long seed, double meanShift = 0, double rareShare = 0.1)
    {
        var chance = new Xoshiro256(seed);
        var (amounts, ages, plans, fresh) = (new double[count], new long[count], new string?[count], new bool[count]);
        for (var row = 0; row < count; row++)
        {
            amounts[row] = chance.NextNormal() + meanShift;
            ages[row] = 18 + chance.Below(60);
            plans[row] = chance.NextDouble() < 0.05 ? null : chance.NextDouble() < rareShare ? "rare" : chance.NextDouble() < 0.4 ? "basic" : "plus";
            fresh[row] = chance.NextDouble() < 0.3;
        }
        return new Table([Column.OfNumbers("amount", amounts), Column.Of<long>("age", ages), Column.OfText("plan", plans), Column.Of<bool>("is_new", fresh)]);
    }

    /// <summary>Normal numbers, of which the first two may go together.</summary>
    public static Table Normal(int count, int columns, long seed, double correlation = 0, double meanShift = 0)
    {
        var chance = new Xoshiro256(seed);
        var values = Enumerable.Range(0, columns).Select(_ => new double[count]).ToArray();
        for (var row = 0; row < count; row++)
        {
            foreach (var column in values)
                column[row] = chance.NextNormal();
            values[1][row] = (correlation * values[0][row]) + (Math.Sqrt(1 - (correlation * correlation)) * values[1][row]);
            values[^1][row] += meanShift;
        }
        return new Table(values.Select((column, i) => Column.OfNumbers($"x{i}", column)));
    }
}
