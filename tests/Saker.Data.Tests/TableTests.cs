using FsCheck;
using FsCheck.Fluent;
using Saker.Testing;

namespace Saker.Data.Tests;

public sealed class TableTests
{
    [Fact]
    public void Taking_the_halves_and_joining_them_gives_the_table_back() =>
        Prop.ForAll<int, byte, byte>((seed, rows, cut) =>
        {
            var table = RandomTables.Create(seed, rows);
            var at = Math.Min(cut, table.RowCount);
            var all = Enumerable.Range(0, table.RowCount).ToArray();
            RandomTables.AssertEqual(table, Table.Concat([table.Take(all.AsSpan(0, at)), table.Take(all.AsSpan(at))]));
        }).Hold();

    [Fact]
    public void Taking_rows_takes_values_and_missing_values_in_that_order() =>
        Prop.ForAll<int, byte>((seed, rows) =>
        {
            var table = RandomTables.Create(seed, rows + 1);
            var random = new Random(seed);
            var picked = Enumerable.Range(0, 100).Select(_ => random.Next(table.RowCount)).ToArray();
            var taken = table.Take(picked);
            for (var c = 0; c < table.Columns.Count; c++)
                for (var r = 0; r < picked.Length; r++)
                    Assert.Equal(table.Columns[c].GetValue(picked[r]), taken.Columns[c].GetValue(r));
        }).Hold();

    [Fact]
    public void Columns_of_different_length_are_refused() =>
        Assert.Throws<SakerException>(() => new Table([Column.OfNumbers("a", [1, 2]), Column.OfNumbers("b", [1])]));

    [Fact]
    public void Joining_tables_of_different_types_names_the_column()
    {
        var error = Assert.Throws<SakerException>(() => Table.Concat([new Table([Column.OfNumbers("a", [1])]), new Table([Column.OfText("a", ["x"])])]));
        Assert.Equal("a", error.Field);
    }
}
