using FsCheck;
using FsCheck.Fluent;
using Saker.Testing;

namespace Saker.Data.Tests;

public sealed class TableHashTests
{
    [Fact]
    public void The_hash_does_not_depend_on_batches() =>
        Prop.ForAll<int, byte, byte>((seed, rows, cut) =>
        {
            var table = RandomTables.Create(seed, rows);
            var at = Math.Min(cut, table.RowCount);
            var all = Enumerable.Range(0, table.RowCount).ToArray();
            using var hash = new TableHash(table.Schema);
            hash.Append(table.Take(all.AsSpan(0, at)));
            hash.Append(table.Take(all.AsSpan(at)));
            Assert.Equal(TableHash.Compute(table), hash.Finish());
        }).Hold();

    [Fact]
    public void What_lies_under_missing_values_does_not_count()
    {
        var validity = Validity.From(2, i => i == 0);
        var one = new Table([new Column<long>("a", new long[] { 1, 2 }, validity), new Column<string>("b", new[] { "x", "y" }, validity)]);
        var other = new Table([new Column<long>("a", new long[] { 1, 3 }, validity), new Column<string>("b", new[] { "x", "" }, validity)]);
        Assert.Equal(TableHash.Compute(one), TableHash.Compute(other));
    }

    [Fact]
    public void Any_difference_changes_the_hash()
    {
        Table[] tables =
        [
            new([Column.OfText("a", ["x", "y"]), Column.OfText("b", ["", "z"])]),
            new([Column.OfText("a", ["x", "y"]), Column.OfText("b", [null, "z"])]),
            new([Column.OfText("a", ["xy", ""]), Column.OfText("b", ["", "z"])]),
            new([Column.OfText("a", ["y", "x"]), Column.OfText("b", ["", "z"])]),
            new([Column.OfText("c", ["x", "y"]), Column.OfText("b", ["", "z"])]),
            new([Column.OfText("b", ["", "z"]), Column.OfText("a", ["x", "y"])]),
            new([Column.OfText("a", ["x"]), Column.OfText("b", [""])]),
            new([Column.Of<long>("a", new long[] { 1, 2 })]),
            new([Column.Of<int>("a", new[] { 1, 2 })]),
            new([Column.Of<double>("a", new[] { 1.0, 2.0 })]),
        ];
        Assert.Equal(tables.Length, tables.Select(TableHash.Compute).Distinct().Count());
    }

    [Fact]
    public void Texts_longer_than_the_buffer_count_in_full()
    {
        var text = new string('é', 50_000);
        Assert.NotEqual(TableHash.Compute(new Table([Column.OfText("a", [text + "x"])])), TableHash.Compute(new Table([Column.OfText("a", [text + "y"])])));
    }

    /// <remarks>
    /// In Python: <c>col = lambda b: hashlib.sha256(b).digest()</c>;
    /// <c>name = b"\x01" + struct.pack("&lt;i", 3) + b"Ada" + b"\x00"</c>; <c>age = b"".join(b"\x01" + struct.pack("&lt;q", v) for v in (36, 41))</c>;
    /// <c>hashlib.sha256(b"saker table 1\n2\n2\n4 name text\n3 age int64\n" + col(name) + col(age)).hexdigest()</c>.
    /// </remarks>
    [Fact]
    public void The_hash_of_known_rows_stays_what_it_is()
    {
        var table = new Table([Column.OfText("name", ["Ada", null]), Column.Of<long>("age", new long[] { 36, 41 })]);
        Assert.Equal("ae28492e4b56eff4ff0753235ba861d7c455167dd4ab09d81a2157e1fd5ee8d3", TableHash.Compute(table));
    }
}
