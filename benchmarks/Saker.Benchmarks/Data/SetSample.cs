using Saker.Data;

namespace Saker.Benchmarks.Data;

/// <summary>How much of a set is taken: a piece of neighbouring rows, as sorted data have their order, and columns by lot. The same set gives the same sample.</summary>
/// <param name="MaxRows">The most rows.</param>
/// <param name="MaxColumns">The most columns that are broken; suites are proposed for all that are kept.</param>
/// <param name="MaxKept">The most columns of the table.</param>
internal sealed record SetSample(int MaxRows, int MaxColumns, int MaxKept)
{
    private const int Seed = 11;

    public static SetSample Whole { get; } = new(100_000, 40, 200);

    public static SetSample Quick { get; } = new(2_000, 3, 12);

    public Table Rows(Table all)
    {
        var random = new Random(Seed);
        var kept = Choose(random, all.Columns.Count, MaxKept).Select(i => all.Columns[i]);
        var rows = new Table(kept);
        if (rows.RowCount <= MaxRows)
            return rows;
        var first = random.Next(rows.RowCount - MaxRows + 1);
        return rows.Take([.. Enumerable.Range(first, MaxRows)]);
    }

    /// <summary>The columns that are broken.</summary>
    public IReadOnlyList<string> Columns(Table rows) => [.. Choose(new Random(Seed + 1), rows.Columns.Count, MaxColumns).Select(i => rows.Columns[i].Name)];

    public override string ToString() => FormattableString.Invariant($"at most {MaxRows} neighbouring rows and {MaxKept} columns, of which {MaxColumns} are broken");

    /// <summary>Some positions, in their order.</summary>
    private static IEnumerable<int> Choose(Random random, int count, int max)
    {
        var positions = Enumerable.Range(0, count).ToArray();
        if (count <= max)
            return positions;
        random.Shuffle(positions);
        return positions.Take(max).Order();
    }
}
