using System.Text.Json;
using Saker.Data;
using Saker.Data.Checks;
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
    public async Task Datasets_are_listed_by_their_newest_version_and_versions_in_pages()
    {
        for (var i = 1; i <= 3; i++)
            await AddAsync("telco", ToyRows.Make(i));
        await AddAsync("fraud", ToyRows.Make(4));
        await Store.DescribeAsync("telco", 3, null, new Dictionary<string, string?> { ["team"] = "growth" }, Cancellation);
        var first = Assert.Single(await Store.ListSummariesAsync(new DatasetQuery { Max = 1 }, Cancellation));
        Assert.Equal(("fraud/1", 1), (first.Latest.Reference, first.VersionCount));
        var second = Assert.Single(await Store.ListSummariesAsync(new DatasetQuery { Max = 1, After = "fraud" }, Cancellation));
        Assert.Equal(("telco/3", 3, "growth"), (second.Latest.Reference, second.VersionCount, second.Latest.Tags["team"]));
        Assert.Equal("telco", Assert.Single(await Store.ListSummariesAsync(new DatasetQuery { Max = 9, Text = "ELC" }, Cancellation)).Latest.Name);
        Assert.Equal([3, 2], (await Store.ListVersionsAsync("telco", null, 2, Cancellation)).Select(version => version.Version));
        Assert.Equal(4, await Store.CountVersionsAsync(Cancellation));
        Assert.Equal([1], (await Store.ListVersionsAsync("telco", 2, 2, Cancellation)).Select(version => version.Version));
    }

    [Fact]
    public async Task The_suite_is_kept_with_the_report_so_that_every_violation_is_found_again()
    {
        var suite = new CheckSuite { Name = "telco", Key = ["customer"], Checks = [new NotNullCheck("customer") { Severity = Severity.Warn }] };
        var report = await CheckRunner.RunAsync(ToyRows.Make(), suite, Cancellation);
        await Store.AddAsync(ToyRows.Stream("telco", ToyRows.Make()) with { Checks = DatasetChecks.Of(report, suite) }, Cancellation);
        var kept = DatasetChecks.FindSuite(await Store.GetChecksAsync("telco", 1, Cancellation));
        Assert.Equal(CheckSuiteText.WriteFile(suite), kept);
        Assert.Equal("not_null", Assert.Single(CheckSuiteFile.Parse(kept!, folder: null).Checks).Name);
        Assert.Null(DatasetChecks.FindSuite(DatasetChecks.Of(report).Report));
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

    [Fact]
    public async Task Streamed_rows_have_the_hash_schema_and_profile_of_the_whole()
    {
        Table[] parts = [ToyRows.Make(), ToyRows.Make(2), ToyRows.Make(3)];
        var added = await Store.AddAsync(ToyRows.Stream("telco", parts), Cancellation);
        var whole = Table.Concat(parts);
        Assert.Equal((DatasetAdditionOutcome.Added, TableHash.Compute(whole), 9L), (added.Outcome, added.Version.Hash, added.Version.RowCount));
        Assert.Equal(whole.Schema, added.Version.Schema);
        Assert.Equal(added.Version.Hash, TableHash.Compute(await Store.ReadAsync("telco", 1, Cancellation)));
        Assert.Equal(9, (await Store.GetProfileAsync("telco", 1, Cancellation)).RowCount);
        Assert.Equal(DatasetAdditionOutcome.Known, (await Store.AddAsync(ToyRows.Stream("telco", whole), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Lineage_checks_tags_and_description_are_kept_with_the_version()
    {
        var report = await CheckRunner.RunAsync(ToyRows.Make(), new CheckSuite { Checks = [new NotNullCheck("customer") { Severity = Severity.Warn }] }, Cancellation);
        var lineage = new DatasetLineage
        {
            Source = new DatasetSource { Place = "/data/telco.csv", Settings = "{}", Hash = new string('a', 64), ByteCount = 12, ModifiedAt = DateTimeOffset.UnixEpoch },
            Pipeline = "churn",
            Query = "SELECT 1",
            Parent = "raw/4",
            CodeVersion = "1.2+abc",
            Checks = ["customer is there"],
            Transforms = ["drop customer"],
        };
        await Store.AddAsync(ToyRows.Stream("telco", ToyRows.Make()) with { Lineage = lineage, Checks = DatasetChecks.Of(report), Tags = new Dictionary<string, string> { ["team"] = "growth" }, Description = "May", By = "ada" }, Cancellation);

        var found = await (await Backend.OpenAsync()).Datasets.FindAsync(DatasetReference.Parse("telco"), Cancellation);
        Assert.NotNull(found);
        Assert.Equal(("warned", "May", "ada", "growth"), (found.CheckOutcome, found.Description, found.CreatedBy, found.Tags["team"]));
        Assert.Equal(lineage with { Checks = [], Transforms = [] }, found.Lineage with { Checks = [], Transforms = [] });
        Assert.Equal(["customer is there", "drop customer"], found.Lineage.Checks.Concat(found.Lineage.Transforms));
        using var json = JsonDocument.Parse((await Store.GetChecksAsync("telco", 1, Cancellation))!);
        Assert.Equal(3, json.RootElement.GetProperty("rowCount").GetInt64());
        Assert.Null(await Store.FindAsync(DatasetReference.Parse("telco/2"), Cancellation));
    }

    [Fact]
    public async Task What_people_say_of_a_version_can_be_changed()
    {
        await AddAsync("telco", ToyRows.Make());
        var changed = await Store.DescribeAsync("telco", 1, "first", new Dictionary<string, string?> { ["a"] = "1", ["b"] = "2" }, Cancellation);
        Assert.Equal(("first", "1", "2"), (changed.Description, changed.Tags["a"], changed.Tags["b"]));
        changed = await Store.DescribeAsync("telco", 1, null, new Dictionary<string, string?> { ["a"] = null, ["b"] = "3" }, Cancellation);
        Assert.Equal(("first", "b=3"), (changed.Description, string.Join(",", changed.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));
        Assert.Null((await Store.DescribeAsync("telco", 1, "", new Dictionary<string, string?>(), Cancellation)).Description);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.DescribeAsync("telco", 1, null, new Dictionary<string, string?> { [" "] = "x" }, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DescribeAsync("telco", 2, "x", new Dictionary<string, string?>(), Cancellation));
    }

    [Fact]
    public async Task Rows_that_end_in_an_error_are_not_stored_nor_are_too_many_or_others_than_promised()
    {
        var failing = ToyRows.Stream("telco", ToyRows.Make()) with { Rows = ToyRows.Breaking(ToyRows.Make()) };
        await Failures.OfAsync(ErrorKind.ChecksFailed, () => Store.AddAsync(failing, Cancellation));
        await Failures.OfAsync(ErrorKind.TooLarge, () => Store.AddAsync(ToyRows.Stream("telco", ToyRows.Make(), ToyRows.Make()) with { MaxRows = 5 }, Cancellation));
        await Failures.OfAsync(ErrorKind.Conflict, () => Store.AddAsync(ToyRows.Stream("telco", ToyRows.Make()) with { Hash = new string('0', 64) }, Cancellation));
        Assert.Empty(await Store.ListAsync(Cancellation));
        Assert.Empty(Directory.GetDirectories(Saker.Home.Datasets));
    }

    private Task<DatasetVersion> AddAsync(string name, Table rows, string source = "telco.csv") => Store.AddAsync(name, rows, Profile.Of(rows), source, Cancellation);
}
