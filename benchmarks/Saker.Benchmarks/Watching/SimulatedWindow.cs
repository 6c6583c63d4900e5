using Saker.Data;
using Saker.Learning;

namespace Saker.Benchmarks.Watching;

/// <summary>Rows as an endpoint sees them, drawn: 22 columns of numbers (normal, skewed, whole, of few values) and 8 of categories, some with missing values. One drift may be planted.</summary>
internal static class SimulatedWindow
{
    public const int RowCount = 5_000;
    private const int NumberCount = 22;
    private const int CategoryCount = 8;

    public static Table Draw(long seed, int part, PlantedDrift planted = PlantedDrift.None)
    {
        var chance = Xoshiro256.Of(seed, part);
        var numbers = Enumerable.Range(0, NumberCount).Select(_ => new double[RowCount]).ToArray();
        var categories = Enumerable.Range(0, CategoryCount).Select(_ => new string?[RowCount]).ToArray();
        for (var row = 0; row < RowCount; row++)
        {
            DrawNumbers(numbers, row, chance, planted);
            for (var i = 0; i < CategoryCount; i++)
                categories[i][row] = Category(i, chance, planted);
        }
        return new Table([.. numbers.Select((values, i) => Column.OfNumbers($"number{i}", values)), .. categories.Select((values, i) => Column.OfText($"category{i}", values))]);
    }

    private static void DrawNumbers(double[][] numbers, int row, Xoshiro256 chance, PlantedDrift planted)
    {
        // Some columns go together, as real ones do.
        var common = chance.NextNormal();
        var (first, second) = (chance.NextNormal(), chance.NextNormal());
        if (planted == PlantedDrift.Covariance)
            second = (0.4 * first) + (Math.Sqrt(1 - 0.16) * second);
        for (var i = 0; i < numbers.Length; i++)
        {
            var normal = i switch
            {
                0 => first,
                1 => second,
                < 6 => (0.6 * common) + (0.8 * chance.NextNormal()),
                _ => chance.NextNormal(),
            };
            if (i == 2 && planted == PlantedDrift.Mean)
                normal += 0.2;
            var isMissing = i >= 18 && chance.NextDouble() < 0.1;
            numbers[i][row] = isMissing ? double.NaN : (i % 6) switch
            {
                3 => Math.Exp(normal),
                4 => Math.Round(normal * 10),
                5 => Math.Clamp(Math.Round(normal), -1, 1),
                _ => normal,
            };
        }
    }

    private static string? Category(int i, Xoshiro256 chance, PlantedDrift planted)
    {
        if (i == 7 && chance.NextDouble() < 0.05)
            return null;
        var share = i == 0 && planted == PlantedDrift.Category ? 0.15 : 0.1;
        if (chance.NextDouble() < share)
            return "rare";
        return FormattableString.Invariant($"value {chance.Below(2 + (i * 4))}");
    }
}
