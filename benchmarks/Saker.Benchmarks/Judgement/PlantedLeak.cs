using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Benchmarks.Judgement;

/// <summary>Columns that give a target away, made from it: as people find them in their data.</summary>
internal static class PlantedLeak
{
    private const int Seed = 7;

    public static IEnumerable<Column> All(Table rows, string target, string? positive)
    {
        var column = rows.Get(target);
        return positive is null ? OfNumbers(column.ToFloat64()) : OfClasses([.. ColumnTexts.Of(column).Select(text => text == positive)]);
    }

    private static IEnumerable<Column> OfClasses(bool[] answers)
    {
        var random = new Random(Seed);
        yield return Column.OfText("leak: in other words", [.. answers.Select(answer => answer ? "closed" : "open")]);
        yield return Column.Of<double>("leak: with noise", answers.Select(answer => (answer ? 1 : 0) + (0.3 * random.NextDouble())).ToArray());
        yield return Column.OfNumbers("leak: there or not", [.. answers.Select(answer => answer ? random.NextDouble() : double.NaN)]);
        yield return Column.Of<DateOnly>("leak: date of the end", answers.Select(answer => new DateOnly(2025, 1, 1).AddDays(answer ? -random.Next(300) : 1 + random.Next(300))).ToArray());
        // As many answers as there are may be frequent; a mark is one of the seldom.
        if (answers.Count(answer => answer) < answers.Length / 3)
            yield return Column.Of<int>("leak: a mark of some", answers.Select(answer => answer && random.NextDouble() < 0.25 ? 1 : 0).ToArray());
    }

    private static IEnumerable<Column> OfNumbers(double[] answers)
    {
        var random = new Random(Seed);
        var spread = answers.Max() - answers.Min();
        yield return Column.OfNumbers("leak: in another unit", [.. answers.Select(answer => answer * 0.92)]);
        yield return Column.OfNumbers("leak: with noise", [.. answers.Select(answer => answer + (0.01 * spread * (random.NextDouble() - 0.5)))]);
    }
}
