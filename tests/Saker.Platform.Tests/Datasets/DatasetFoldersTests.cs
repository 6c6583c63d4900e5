using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Saker.Platform.Datasets;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Datasets;

/// <summary>What lies on disk beside the dataset tables.</summary>
public sealed class DatasetFoldersTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Version_is_a_folder_named_by_its_content()
    {
        var version = await AddAsync();
        var folder = Assert.Single(Directory.GetDirectories(_saker.Home.Datasets));
        Assert.Equal(version.Hash, Path.GetFileName(folder));
        Assert.Equal(["profile.json", "rows.parquet", "schema.json"], Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order());
    }

    [Fact]
    public async Task Rows_that_were_changed_are_noticed()
    {
        var version = await AddAsync();
        await ParquetFile.WriteAsync(Path.Combine(_saker.Home.Datasets, version.Hash, "rows.parquet"), ToyRows.Make(1_000), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => _saker.Datasets.ReadAsync("telco", 1, Cancellation));
        Assert.Contains("telco/1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_changed_are_handed_to_nobody_as_a_file_either()
    {
        var version = await AddAsync();
        using (var sound = await _saker.Datasets.OpenAsync("telco", 1, Cancellation))
            Assert.Equal(3, (await ParquetFile.ReadAsync(sound.Path, Cancellation)).RowCount);
        await ParquetFile.WriteAsync(Path.Combine(_saker.Home.Datasets, version.Hash, "rows.parquet"), ToyRows.Make(1_000), Cancellation);
        await Failures.OfAsync(ErrorKind.DataLoss, () => _saker.Datasets.OpenAsync("telco", 1, Cancellation));
        await File.WriteAllTextAsync(Path.Combine(_saker.Home.Datasets, version.Hash, "rows.parquet"), "PAR1, or not", Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => _saker.Datasets.OpenAsync("telco", 1, Cancellation));
        Assert.Contains("telco/1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_is_gone_is_reported_and_restored_by_adding_the_rows_again()
    {
        var version = await AddAsync();
        Directory.Delete(Path.Combine(_saker.Home.Datasets, version.Hash), recursive: true);
        await Failures.OfAsync(ErrorKind.DataLoss, () => _saker.Datasets.ReadAsync("telco", 1, Cancellation));
        Assert.Equal(1, (await AddAsync()).Version);
        Assert.Equal(3, (await _saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
    }

    [Theory]
    [InlineData("rows.parquet", true)]
    [InlineData("rows.parquet", false)]
    [InlineData("profile.json", true)]
    [InlineData("profile.json", false)]
    [InlineData("schema.json", false)]
    public async Task What_is_damaged_or_lost_is_told_and_comes_back_with_the_same_rows(string file, bool isThere)
    {
        var version = await AddAsync();
        var path = Path.Combine(_saker.Home.Datasets, version.Hash, file);
        File.Delete(path);
        if (isThere)
            await File.WriteAllTextAsync(path, "damaged", Cancellation);
        var before = await _saker.Verifier.VerifyAsync(Cancellation);
        Assert.StartsWith("The dataset telco/1 is not to be trusted: ", Assert.Single(before.Faults), StringComparison.Ordinal);
        var dataset = NewDataset.Of("telco", ToyRows.Make(), "telco.csv");
        Assert.Equal(DatasetAdditionOutcome.Restored, (await _saker.Datasets.AddAsync(dataset, Cancellation)).Outcome);
        Assert.Equal(DatasetAdditionOutcome.Known, (await _saker.Datasets.AddAsync(dataset, Cancellation)).Outcome);
        var after = await _saker.Verifier.VerifyAsync(Cancellation);
        Assert.Equal((0, 1), (after.Faults.Count, after.DatasetCount));
        Assert.Equal(3, (await _saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
        Assert.Equal(3, (await _saker.Datasets.GetProfileAsync("telco", 1, Cancellation)).RowCount);
    }

    [Fact]
    public async Task Verifier_tells_rows_of_another_content_and_asks_no_rows_that_were_removed()
    {
        var version = await AddAsync();
        var path = Path.Combine(_saker.Home.Datasets, version.Hash, "rows.parquet");
        await ParquetFile.WriteAsync(path, ToyRows.Make(1_000), Cancellation);
        Assert.Equal([$"The dataset telco/1 is not to be trusted: datasets/{version.Hash}/rows.parquet was changed."], (await _saker.Verifier.VerifyAsync(Cancellation)).Faults);
        await _saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE dataset_versions SET removed_at = 1"), Cancellation);
        File.Delete(path);
        Assert.Empty((await _saker.Verifier.VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Recovery_removes_what_nothing_refers_to()
    {
        await AddAsync();
        Directory.CreateDirectory(Path.Combine(_saker.Home.Datasets, new string('0', 64)));
        Assert.Equal(1, await _saker.Datasets.RecoverAsync(Cancellation));
        Assert.Equal(3, (await _saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
    }

    private Task<DatasetVersion> AddAsync() => _saker.Datasets.AddAsync("telco", ToyRows.Make(), Profile.Of(ToyRows.Make()), "telco.csv", Cancellation);
}
