using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

public sealed class DatasetRebuilderTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saker-{Guid.NewGuid():N}.csv");
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Removed_rows_come_back_under_their_number_from_a_source_that_is_unchanged()
    {
        var version = await AddAsync("id,plan\n1,a\n2,\n");
        await AddAsync("id,plan\n1,a\n");
        await File.WriteAllTextAsync(_file, "id,plan\n1,a\n2,\n", Cancellation);
        await _saker.DatasetRetention.RemoveAsync("plans", 1, "ada", isForced: false, Cancellation);

        var failure = await Failures.OfAsync(ErrorKind.NotFound, () => _saker.Datasets.ReadAsync("plans", 1, Cancellation));
        Assert.Contains("by ada: removed by hand", failure.Message, StringComparison.Ordinal);
        Assert.Contains(version.Lineage.Source!.Hash!, failure.Message, StringComparison.Ordinal);
        Assert.Contains("saker datasets rebuild plans/1", failure.Message, StringComparison.Ordinal);

        var rebuilt = await RebuildAsync("plans/1");
        Assert.Equal((DatasetRebuildOutcome.Restored, version.Hash), (rebuilt.Outcome, rebuilt.Hash));
        Assert.Null(rebuilt.Version.Removal);
        Assert.Equal(2, (await _saker.Datasets.ReadAsync("plans", 1, Cancellation)).RowCount);
        Assert.Equal(DatasetRebuildOutcome.Same, (await RebuildAsync("plans/1")).Outcome);
    }

    [Fact]
    public async Task Source_that_was_changed_or_is_gone_is_named_with_its_hash_then_and_now()
    {
        var version = await AddAsync("id,plan\n1,a\n2,\n");
        await File.WriteAllTextAsync(_file, "id,plan\n1,a\n2,b\n", Cancellation);
        var changed = await RebuildAsync("plans/1");
        Assert.Equal(DatasetRebuildOutcome.Different, changed.Outcome);
        Assert.NotEqual(version.Hash, changed.Hash);
        Assert.Contains(version.Lineage.Source!.Hash!, changed.Explanation, StringComparison.Ordinal);
        Assert.Contains(changed.SourceHash!, changed.Explanation, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_file, "id;plan\n1;a\n2;\n", Cancellation);
        var alike = await RebuildAsync("plans/1");
        Assert.Equal((DatasetRebuildOutcome.Same, "The source was changed, and still gives the same rows."), (alike.Outcome, alike.Explanation));

        File.Delete(_file);
        var gone = await RebuildAsync("plans/1");
        Assert.Equal(DatasetRebuildOutcome.SourceGone, gone.Outcome);
        Assert.Contains(version.Lineage.Source.Hash!, gone.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_that_was_changed_and_cannot_be_read_any_more_says_both()
    {
        var version = await AddAsync("id,plan\n1,a\n2,\n");
        await File.WriteAllTextAsync(_file, "id,plan\n1,a\n2\n", Cancellation);

        var rebuilt = await RebuildAsync("plans/1");

        Assert.Equal((DatasetRebuildOutcome.Different, (string?)null), (rebuilt.Outcome, rebuilt.Hash));
        Assert.Contains(version.Lineage.Source!.Hash!, rebuilt.Explanation, StringComparison.Ordinal);
        Assert.Contains(rebuilt.SourceHash!, rebuilt.Explanation, StringComparison.Ordinal);
        Assert.Contains("line 3: it has 1 value", rebuilt.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_whose_source_was_not_noted_says_so()
    {
        await _saker.Datasets.AddAsync(ToyRows.Stream("telco", ToyRows.Make()), Cancellation);
        Assert.Equal(DatasetRebuildOutcome.SourceUnknown, (await RebuildAsync("telco")).Outcome);
    }

    private async Task<DatasetVersion> AddAsync(string text)
    {
        await File.WriteAllTextAsync(_file, text, Cancellation);
        var source = new CsvSource { Path = _file };
        var lineage = new DatasetLineage { Source = await DatasetSources.DescribeAsync(source, Cancellation) };
        var dataset = new NewDataset { Name = "plans", Schema = await source.InferSchemaAsync(Cancellation), Rows = source.ReadAsync(Cancellation), Source = _file, Lineage = lineage };
        return (await _saker.Datasets.AddAsync(dataset, Cancellation)).Version;
    }

    private async Task<DatasetRebuild> RebuildAsync(string reference) =>
        await _saker.DatasetRebuilder.RebuildAsync((await _saker.Datasets.FindAsync(DatasetReference.Parse(reference), Cancellation))!, Cancellation);
}
