using Saker.Data;
using Saker.Data.Comparing;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

public sealed class DatasetComparerTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Versions_differ_in_schema_rows_and_distributions()
    {
        var before = await AddAsync(Column.Of<long>("id", Ids(0)), Column.Of<double>("charge", Charges(20)), Column.OfText("old", new string[100]));
        var after = await AddAsync(Column.Of<double>("charge", Charges(70)), Column.Of<long>("id", Ids(10)), Column.Of<int>("fresh", new int[100]));
        var found = await _saker.DatasetComparer.CompareAsync(before, after, new RowComparisonOptions { Key = ["id"] }, Cancellation);
        Assert.Equal(["old (text) is gone", "fresh (int32) is new", "the order of the columns is now charge, id"], found.SchemaChanges);
        Assert.Equal((10, 10, 90, 0), (found.Rows!.AddedCount, found.Rows.RemovedCount, found.Rows.ChangedCount, found.Rows.SameCount));
        Assert.Equal(90, found.Rows.ChangedByColumn["charge"]);
        Assert.True(found.Profiles.Columns.Single(column => column.Name == "charge").Psi > 0.25);
        Assert.True(found.Profiles.Columns.Single(column => column.Name == "id").KolmogorovSmirnov < 0.15);
    }

    [Fact]
    public async Task Where_the_rows_are_gone_schema_and_distributions_are_still_compared()
    {
        var before = await AddAsync(Column.Of<long>("id", Ids(0)));
        var after = await AddAsync(Column.Of<long>("id", Ids(50)));
        before = await _saker.DatasetRetention.RemoveAsync("orders", before.Version, null, isForced: false, Cancellation);
        var found = await _saker.DatasetComparer.CompareAsync(before, after, new RowComparisonOptions(), Cancellation);
        Assert.Null(found.Rows);
        Assert.Contains("orders/1 were removed", found.RowsReason, StringComparison.Ordinal);
        Assert.True(found.Profiles.Columns[0].KolmogorovSmirnov > 0.4);
    }

    private static long[] Ids(int first) => [.. Enumerable.Range(first, 100).Select(i => (long)i)];

    private static double[] Charges(double middle) => [.. Enumerable.Range(0, 100).Select(i => middle + (i % 10))];

    private async Task<DatasetVersion> AddAsync(params Column[] columns) => (await _saker.Datasets.AddAsync(NewDataset.Of("orders", new Table(columns), "orders.csv"), Cancellation)).Version;
}
