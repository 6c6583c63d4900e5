using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>Checks against other data: what they find, on which connection they read, and what they never show.</summary>
public sealed class CheckReferenceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<DistributionMethod> Methods => [.. Enum.GetValues<DistributionMethod>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Few_different_numbers_are_told_apart(DistributionMethod method)
    {
        Assert.Equal((true, false), await Compare(method, i => i % 2, i => i % 10 == 0 ? 1 : 0));
        Assert.Equal((true, false), await Compare(method, i => i % 3, i => i % 3 == 2 ? 2 : 0));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_constant_is_like_itself_and_like_nothing_else(DistributionMethod method)
    {
        Assert.Equal((true, false), await Compare(method, _ => 0, _ => 5));
        Assert.Equal((true, false), await Compare(method, _ => 7, _ => -7));
        Assert.Equal((true, false), await Compare(method, _ => 0, i => i % 2));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Values_beyond_all_of_the_reference_are_not_taken_for_its_largest(DistributionMethod method)
    {
        // The shares of its bins would not have changed.
        Assert.Equal((true, false), await Compare(method, i => i % 4, i => i % 4 == 3 ? 100 : i % 4));
        Assert.Equal((true, false), await Compare(method, i => i % 4, i => i % 4 == 0 ? -100 : i % 4));
        Assert.Equal((true, true), await Compare(method, i => i, i => i == 999 ? 1_000 : i));
    }

    [Fact]
    public async Task Rows_of_a_query_are_compared_with_files()
    {
        _folder.Add("known.csv", "id,n\na,1\nb,2\n");
        var orders = new CsvSource { Path = _folder.Add("orders.csv", "id,n\na,1\nb,2\nc,2\n") };
        var source = new SqlSource { Sql = "SELECT * FROM orders", Tables = new Dictionary<string, DataSource> { ["orders"] = orders } };
        var known = new OtherData { File = "known.csv" };
        Check[] checks = [new ForeignKeyCheck("id") { In = known }, new RowCountEqualsCheck { As = known }, new DistributionCheck("n") { Of = known, Max = 10 }];
        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = checks, Folder = Path.GetDirectoryName(orders.Path) }, Token);
        Assert.Equal([0L, 1, 1, 0], report.Results.Select(result => result.ViolationCount));
        Assert.Contains("'c' does not occur in known.csv", report.Results[1].Violations[0].Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_shows_nothing_of_the_other_data()
    {
        _folder.Add("accounts.csv", "name:secret\nroot:hunter2,x\n\"open\n");
        _folder.Add("heads.csv", "hunter2\n1\n");
        var source = new CsvSource { Path = _folder.Add("orders.csv", "id\na\n") };
        Check[] checks = [new ForeignKeyCheck("id") { In = new OtherData { File = "accounts.csv" } }, new ForeignKeyCheck("id") { In = new OtherData { File = "heads.csv" } }];
        var suite = new CheckSuite { Checks = checks, Folder = Path.GetDirectoryName(source.Path) };
        var error = await Assert.ThrowsAsync<SakerException>(() => CheckRunner.RunAsync(source, suite, Token));
        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("accounts.csv cannot be read as data", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no column 'id' in heads.csv", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("root", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whether the reference is like itself, and whether other numbers are.</summary>
    private async Task<(bool Like, bool Other)> Compare(DistributionMethod method, Func<int, int> reference, Func<int, int> other)
    {
        var suite = new CheckSuite { Checks = [new DistributionCheck("n") { Method = method, Of = new OtherData { File = "reference.csv" } }], Folder = Path.GetDirectoryName(Write("reference.csv", reference).Path) };
        var like = await CheckRunner.RunAsync(Write("reference.csv", reference), suite, Token);
        var unlike = await CheckRunner.RunAsync(Write("other.csv", other), suite, Token);
        return (like.Passed, unlike.Passed);
    }

    private CsvSource Write(string name, Func<int, int> number) =>
        new() { Path = _folder.Add(name, "n\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => FormattableString.Invariant($"{number(i)}\n")))) };
}
