using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

public sealed class ComparedDatasetsTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saker-{Guid.NewGuid():N}.csv");
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync();
        await AddAsync("plans", "plan\nbasic\n");
        await AddAsync("plans", "plan\nbasic\nplus\n");
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("plans", true)]
    [InlineData("plans/2", true)]
    [InlineData("plans/1", false)]
    public async Task Check_against_a_dataset_takes_the_version_that_it_names_else_the_newest(string dataset, bool holds)
    {
        const string customers = "id,plan\n1,basic\n2,plus\n";
        if (holds)
        {
            Assert.Equal(1, (await AddAsync("customers", customers, dataset)).Version);
            return;
        }
        var failure = await Failures.OfAsync(ErrorKind.ChecksFailed, () => AddAsync("customers", customers, dataset));
        Assert.Contains("'plus' does not occur in dataset plans/1", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await _saker.Datasets.ListAsync(Cancellation, "customers"));
    }

    [Theory]
    [InlineData("plants", "there is no dataset 'plants'")]
    [InlineData("plans/x", "is no dataset version")]
    public async Task Dataset_that_is_not_there_fails_the_check_that_names_it(string dataset, string complaint)
    {
        var failure = await Failures.OfAsync(ErrorKind.ChecksFailed, () => AddAsync("customers", "id,plan\n1,basic\n", dataset));
        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    private async Task<DatasetVersion> AddAsync(string name, string csv, string? plans = null)
    {
        await File.WriteAllTextAsync(_file, csv, Cancellation);
        var suite = plans is null ? CheckSuite.Empty : new CheckSuite { Checks = [new ForeignKeyCheck("plan") { In = new OtherData { Dataset = plans } }] };
        return (await _saker.DatasetIntake.AddAsync(new DatasetIntakeRequest { Name = name, Source = new CsvSource { Path = _file }, Checks = suite, By = "ada" }, Cancellation)).Version;
    }
}
