namespace Saker.Data.Tests;

public sealed class SakerExceptionTests
{
    [Fact]
    public void Whoever_mends_a_file_sees_all_problems_and_rows_are_told_by_the_first_ones()
    {
        List<Problem> keys = [.. Enumerable.Range(1, 37).Select(i => new Problem($"key{i}", "is not known."))];
        List<Problem> rows = [.. Enumerable.Range(1, 50).Select(i => new Problem("age", "is missing.", i))];

        var file = new SakerException(ErrorKind.InvalidInput, "37 problems:", keys).Message;
        var both = new SakerException(ErrorKind.InvalidInput, "87 problems:", [.. rows, .. keys]).Message;

        Assert.All(keys, key => Assert.Contains($"- {key}", file, StringComparison.Ordinal));
        Assert.DoesNotContain("more", file, StringComparison.Ordinal);
        Assert.All(keys, key => Assert.Contains($"- {key}", both, StringComparison.Ordinal));
        Assert.Contains("row 20, age", both, StringComparison.Ordinal);
        Assert.DoesNotContain("row 21, age", both, StringComparison.Ordinal);
        Assert.EndsWith("... and 30 more", both, StringComparison.Ordinal);
    }
}
