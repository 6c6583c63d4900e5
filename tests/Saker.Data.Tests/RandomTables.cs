namespace Saker.Data.Tests;

/// <summary>Tables of every type with missing values, out of a seed.</summary>
internal static class RandomTables
{
    public static Table Create(int seed, int rows)
    {
        var random = new Random(seed);
        return new Table(
        [
            Make("flag", rows, random, () => random.Next(2) == 1),
            Make("small", rows, random, () => random.Next(int.MinValue, int.MaxValue)),
            Make("large", rows, random, () => random.NextInt64(long.MinValue, long.MaxValue)),
            Make("single", rows, random, () => (float)(random.NextDouble() - 0.5) * 1e6f),
            Make("double", rows, random, () => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-200, 200))),
            Make("text, \"quoted\"", rows, random, () => Text(random)),
            Make("day", rows, random, () => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber))),
            Make("instant", rows, random, () => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks / 10) * 10, DateTimeKind.Utc)),
        ]);
    }

    public static string Text(Random random)
    {
        string[] parts = ["a", "é", "\"", ",", ";", "\n", "\r\n", "'", " ", "日本", "🙂", "\t", "x y", "0", "long text that is not stored inside a vector"];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
    }

    public static void AssertEqual(Table expected, Table actual)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(expected.Columns.Select(c => (c.Name, c.Type)), actual.Columns.Select(c => (c.Name, c.Type)));
        for (var c = 0; c < expected.Columns.Count; c++)
            for (var r = 0; r < expected.RowCount; r++)
                Assert.Equal(expected.Columns[c].GetValue(r), actual.Columns[c].GetValue(r));
    }

    private static Column<T> Make<T>(string name, int rows, Random random, Func<T> value) =>
        new(name, Enumerable.Range(0, rows).Select(_ => value()).ToArray(), Validity.From(rows, _ => random.Next(5) > 0));
}
