using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>The least of many, in little memory.</summary>
public sealed class SampledRowsTests
{
    private const int MaxRows = 100;

    [Fact]
    public void Of_any_number_of_blocks_only_the_least_rows_are_held()
    {
        SampledRows rows = new(MaxRows);
        for (var block = 0; block < 60; block++)
        {
            rows.Add(Block(block * 1_000, 1_000), Enumerable.Range(0, 1_000).Select(row => (row, Hash(block * 1_000 + row))));
            Assert.InRange(rows.HeldCount, MaxRows, 2 * MaxRows);
        }

        var (inputs, outputs) = rows.Take(ulong.MaxValue)!.Value;

        var least = Enumerable.Range(0, 60_000).OrderBy(Hash).Take(MaxRows).Select(i => (double)i).ToArray();
        Assert.Equal(least, inputs.Get<double>("tenure").Values.ToArray());
        Assert.Equal(least, outputs.Get<double>("score").Values.ToArray());
        // Of them, those below a limit that was found later.
        Assert.Equal(least[..7], rows.Take(Hash((int)least[7]))!.Value.Inputs.Get<double>("tenure").Values.ToArray());
        Assert.Null(rows.Take(0));
    }

    [Fact]
    public void Rows_with_other_columns_than_the_first_ones_are_left_out()
    {
        SampledRows rows = new(MaxRows);
        rows.Add(Block(0, 3), [(1, 5UL)]);
        rows.Add(Block(0, 3) with { Inputs = new Table([Column.OfText("tenure", ["1", "2", "3"])]) }, [(0, 1UL)]);
        rows.Add(Block(10, 3), [(2, 3UL)]);

        Assert.Equal([12d, 1d], rows.Take(ulong.MaxValue)!.Value.Inputs.Get<double>("tenure").Values.ToArray());
    }

    private static ulong Hash(int row) => RowHash.Of($"r-{row}");

    private static LogBlock Block(int first, int count)
    {
        double[] values = [.. Enumerable.Range(first, count).Select(i => (double)i)];
        return new LogBlock { Endpoint = "churn", Model = "churn", Version = 1, Requests = [], Inputs = new Table([Column.Of<double>("tenure", values)]), Outputs = new Table([Column.Of<double>("score", values)]) };
    }
}
