using Saker.Data.Privacy.DifferentialPrivacy;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Privacy.DifferentialPrivacy;

public sealed class PrivateReleaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-private-");

    private static PrivacyParameters Parameters => new() { Epsilon = 0.1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    // The same noise: what differs would tell whether the row is there.
    [Theory]
    [InlineData("abc")]
    [InlineData("007x")]
    [InlineData("NaN")]
    [InlineData("12345678901234567890123")]
    public async Task One_odd_cell_changes_neither_the_outcome_nor_the_words(string odd)
    {
        var without = await AskAsync("a,b\n1,x\n2,y\n3,z\n");
        var with = await AskAsync($"a,b\n1,x\n2,y\n3,z\n{odd},w\n");
        Assert.Equal(without.Name, with.Name);
        Assert.Equal(without.Error95, with.Error95);
        if (!double.TryParse(odd, out var value) || !double.IsFinite(value))
            Assert.Equal(without.Value, with.Value);
    }

    [Fact]
    public async Task Values_are_texts_whatever_the_column_looks_like()
    {
        var source = Source("a\n1\n1\n007\n");
        var query = new HistogramQuery("a", ["1", "007"], new PrivacyParameters { Epsilon = 100 });
        var (answers, _) = await PrivateRelease.RunAsync(source, "people", query, Budget(200), PrivacyRandom.Secure(), Cancellation);
        Assert.Equal([2, 1], answers.Select(answer => answer.Value));
    }

    [Fact]
    public async Task The_budget_of_another_data_set_does_not_pay()
    {
        var budget = Budget(1);
        var error = await Assert.ThrowsAsync<SakerException>(() => PrivateRelease.RunAsync(Source("a\n1\n"), "orders", new CountQuery(null, Parameters), budget, PrivacyRandom.Secure(), Cancellation));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("is of 'people', not of 'orders'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await budget.GetStateAsync(Cancellation)).SpentEpsilon);
    }

    private async Task<PrivateAnswer> AskAsync(string csv)
    {
        var query = new SumQuery("a", 0, 10, Parameters);
        var (answers, _) = await PrivateRelease.RunAsync(Source(csv), "people", query, Budget(1), PrivacyRandom.Seeded(5), Cancellation);
        return Assert.Single(answers);
    }

    private CsvSource Source(string csv)
    {
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N") + ".csv");
        File.WriteAllText(path, csv);
        return new CsvSource { Path = path };
    }

    private PrivacyBudget Budget(double epsilon) =>
        PrivacyBudget.Create(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N") + ".budget"), "people", epsilon, 0, PrivacyAccounting.Simple, TimeProvider.System);
}
