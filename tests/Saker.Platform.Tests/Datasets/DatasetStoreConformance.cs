using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

/// <summary>What every <see cref="IDatasetStore"/> does.</summary>
public abstract class DatasetStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IDatasetStore Store => Saker.Datasets;

    [Fact]
    public async Task Added_rows_are_read_back_with_their_profile()
    {
        var rows = ToyRows.Make();
        var version = await AddAsync("telco", rows);
        Assert.Equal(("telco", 1, 3L, "telco.csv"), (version.Name, version.Version, version.RowCount, version.Source));
        Assert.Equal(TableHash.Compute(rows), version.Hash);
        Assert.Equal(rows.Schema, version.Schema);

        var other = await Backend.OpenAsync();
        var read = await other.Datasets.ReadAsync("telco", 1, Cancellation);
        Assert.Equal(rows.Schema, read.Schema);
        for (var row = 0; row < rows.RowCount; row++)
            Assert.Equal(rows.Columns.Select(column => column.GetValue(row)), read.Columns.Select(column => column.GetValue(row)));
        Assert.Equal(Profile.Of(rows).ToJson(), (await other.Datasets.GetProfileAsync("telco", 1, Cancellation)).ToJson());
    }

    [Fact]
    public async Task Same_content_gives_the_version_that_holds_it()
    {
        var first = await AddAsync("telco", ToyRows.Make());
        var second = await AddAsync("telco", ToyRows.Make(30));
        var again = await AddAsync("telco", ToyRows.Make(), "copy.csv");
        Assert.Equal((1, 2, 1), (first.Version, second.Version, again.Version));
        Assert.Equal("telco.csv", again.Source);
        var elsewhere = await AddAsync("other", ToyRows.Make());
        Assert.Equal((1, first.Hash), (elsewhere.Version, elsewhere.Hash));
    }

    [Fact]
    public async Task Versions_are_listed_by_name_the_newest_first()
    {
        Assert.Empty(await Store.ListAsync(Cancellation));
        await AddAsync("telco", ToyRows.Make(1));
        await AddAsync("telco", ToyRows.Make(2));
        await AddAsync("fraud", ToyRows.Make(3));
        Assert.Equal([("fraud", 1), ("telco", 2), ("telco", 1)], (await Store.ListAsync(Cancellation)).Select(version => (version.Name, version.Version)));
    }

    [Fact]
    public async Task Concurrent_additions_get_numbers_without_gaps_and_store_equal_rows_once()
    {
        var other = await Backend.OpenAsync();
        var versions = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? Saker : other).Datasets.AddAsync("telco", ToyRows.Make(i / 2 % 3), Profile.Of(ToyRows.Make(i / 2 % 3)), "telco.csv", Cancellation)));
        Assert.Equal([1, 2, 3], versions.Select(version => version.Version).Distinct().Order());
        Assert.Equal(3, (await Store.ListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task Unknown_version_is_not_found_and_a_wrong_name_refused()
    {
        await AddAsync("telco", ToyRows.Make());
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.ReadAsync("telco", 2, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.GetProfileAsync("none", 1, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => AddAsync("../telco", ToyRows.Make()));
    }

    private Task<DatasetVersion> AddAsync(string name, Table rows, string source = "telco.csv") => Store.AddAsync(name, rows, Profile.Of(rows), source, Cancellation);
}
