namespace Saker.Data.Tests.Profiles;

/// <summary>Columns that are hard on sketches: by order, by range, by tails, by what no number should be.</summary>
internal static class AdverseColumns
{
    private static readonly SortedDictionary<string, Func<int, Random, Column>> Makers = new(StringComparer.Ordinal)
    {
        ["sorted"] = (rows, _) => Numbers(rows, i => i * 0.1),
        ["reversed"] = (rows, _) => Numbers(rows, i => rows - i),
        ["sawtooth"] = (rows, _) => Numbers(rows, i => i % 4_096),
        ["zigzag"] = (rows, _) => Numbers(rows, i => i % 2 == 0 ? i : -i),
        ["constant"] = (rows, _) => Numbers(rows, _ => 3.14),
        ["missing"] = (rows, _) => Numbers(rows, _ => double.NaN),
        ["any bits"] = (rows, random) => Numbers(rows, _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        ["heavy tail"] = (rows, random) => Numbers(rows, _ => Math.Pow(1 - random.NextDouble(), -3)),
        ["normal"] = (rows, random) => Numbers(rows, _ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())),
        ["tiny"] = (rows, random) => Numbers(rows, _ => random.NextDouble() * 1e-310),
        ["huge"] = (rows, random) => Numbers(rows, _ => (random.NextDouble() - 0.5) * 2 * double.MaxValue),
        ["infinite"] = (rows, random) => Numbers(rows, i => i % 3 == 0 ? double.PositiveInfinity : i % 3 == 1 ? double.NegativeInfinity : random.NextDouble()),
        ["large ids"] = (rows, random) => Column.Of<long>("x", Make(rows, _ => random.NextInt64(long.MinValue, long.MaxValue))),
        ["singles"] = (rows, random) => Column.Of<float>("x", Make(rows, _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))),
        ["instants"] = (rows, random) => Column.Of<DateTime>("x", Make(rows, _ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks / 10) * 10, DateTimeKind.Utc))),
        ["days"] = (rows, random) => Column.Of<DateOnly>("x", Make(rows, _ => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)))),
        ["truth"] = (rows, _) => Column.Of<bool>("x", Make(rows, i => i % 5 == 0)),
        ["unique texts"] = (rows, _) => Column.OfText("x", Make<string?>(rows, i => $"user-{i}@mail.example")),
        ["long texts"] = (rows, random) => Column.OfText("x", Make<string?>(rows, i => new string((char)('ก' + random.Next(40)), i % 300))),
        ["frequent long texts"] = (rows, _) => Column.OfText("x", Make<string?>(rows, i => new string('é', 190) + (i % 120))),
        ["odd texts"] = (rows, random) => Column.OfText("x", Make<string?>(rows, _ => RandomTables.Text(random))),
    };

    public static IEnumerable<string> Names => Makers.Keys;

    public static IEnumerable<string> NumberNames => Names.Where(name => Create(name, 1) is Column<double>);

    public static Column Create(string name, int rows, int seed = 1) => Makers[name](rows, new Random(seed));

    private static Column<double> Numbers(int rows, Func<int, double> value) => Column.OfNumbers("x", Make(rows, value));

    private static T[] Make<T>(int rows, Func<int, T> value)
    {
        var values = new T[rows];
        for (var i = 0; i < rows; i++)
            values[i] = value(i);
        return values;
    }
}
