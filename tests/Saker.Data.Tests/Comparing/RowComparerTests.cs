using Saker.Data.Comparing;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Comparing;

public sealed class RowComparerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whole_rows_are_compared_with_their_number_and_missing_values_are_alike()
    {
        var found = await CompareAsync(
            Rows(("a", 1), ("b", null), ("b", null), ("c", double.NaN)),
            Rows(("c", double.NaN), ("b", null), ("a", 2), ("d", 4)));
        Assert.Equal((4, 4, 2, 2, 0, 2), (found.BeforeCount, found.AfterCount, found.AddedCount, found.RemovedCount, found.ChangedCount, found.SameCount));
        Assert.Equal(["a", "d"], found.Added.Get<string>("id").Values.ToArray());
        Assert.Equal(["a", "b"], found.Removed.Get<string>("id").Values.ToArray());
    }

    [Fact]
    public async Task By_key_rows_that_changed_are_told_from_those_added_and_removed()
    {
        var found = await CompareAsync(Rows(("a", 1), ("b", null), ("c", 3), ("e", double.NaN)), Rows(("b", 2), ("a", 1), ("d", 4), ("e", double.NaN)), "id");
        Assert.Equal((1, 1, 1, 2), (found.AddedCount, found.RemovedCount, found.ChangedCount, found.SameCount));
        Assert.Equal(["d"], found.Added.Get<string>("id").Values.ToArray());
        Assert.Equal(["c"], found.Removed.Get<string>("id").Values.ToArray());
        Assert.Equal(new Dictionary<string, long> { ["value"] = 1 }, found.ChangedByColumn);
    }

    [Fact]
    public async Task Key_that_names_several_rows_or_is_no_column_is_refused()
    {
        var repeated = await Assert.ThrowsAsync<SakerException>(() => CompareAsync(Rows(("a", 1), ("a", 2)), Rows(("a", 1)), "id"));
        Assert.Contains("1 of its values", repeated.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<SakerException>(() => CompareAsync(Rows(("a", 1)), Rows(("a", 1)), "id", "day"));
        Assert.Contains("'day' is not a column of both", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_shared_columns_are_compared_and_without_any_all_rows_differ()
    {
        var wider = new Table([.. Rows(("a", 1), ("b", 2)).Columns, Column.Of<long>("extra", new[] { 1L, 2L })]);
        var found = await CompareAsync(Rows(("a", 1), ("b", 2)), wider);
        Assert.Equal((0, 0, 2), (found.AddedCount, found.RemovedCount, found.SameCount));
        Assert.Equal(["id", "value"], found.Columns);
        var apart = await CompareAsync(Rows(("a", 1)), new Table([Column.Of<long>("extra", new[] { 1L, 2L })]));
        Assert.Equal((2, 1, 0), (apart.AddedCount, apart.RemovedCount, apart.SameCount));
    }

    [Fact]
    public async Task Random_tables_give_what_counting_by_hand_gives()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            (string, double?)[] before = Draw(random), after = Draw(random);
            var found = await CompareAsync(Rows(before), Rows(after));
            var added = after.GroupBy(row => row).Sum(group => Math.Max(0, group.Count() - before.Count(row => row == group.Key)));
            var removed = before.GroupBy(row => row).Sum(group => Math.Max(0, group.Count() - after.Count(row => row == group.Key)));
            Assert.Equal((added, removed, before.Length - removed), ((int)found.AddedCount, (int)found.RemovedCount, (int)found.SameCount));
        }
    }

    private static (string, double?)[] Draw(Random random) =>
        [.. Enumerable.Range(0, random.Next(40)).Select(_ => ($"{(char)('a' + random.Next(4))}", random.Next(4) is > 0 and var value ? value : (double?)null))];

    private static Table Rows(params (string Id, double? Value)[] rows) => new(
    [
        Column.OfText("id", [.. rows.Select(row => row.Id)]),
        new Column<double>("value", rows.Select(row => row.Value ?? 0).ToArray(), Validity.From(rows.Length, i => rows[i].Value is not null)),
    ]);

    private async Task<RowComparison> CompareAsync(Table before, Table after, params string[] key)
    {
        await ParquetFile.WriteAsync(_folder.At("before.parquet"), before, Token);
        await ParquetFile.WriteAsync(_folder.At("after.parquet"), after, Token);
        return await RowComparer.CompareAsync(_folder.At("before.parquet"), _folder.At("after.parquet"), new RowComparisonOptions { Key = key }, Token);
    }
}
