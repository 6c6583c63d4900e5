using Saker.Data.Checks;
using Saker.Data.Checks.Reports;

namespace Saker.Data.Tests.Checks.Reports;

public sealed class CheckReportHtmlTests
{
    [Fact]
    public async Task The_page_tells_what_was_expected_what_was_seen_and_what_to_do()
    {
        var page = await Page(new RangeCheck("n") { Min = 0, Title = "No <b>debts</b>", Note = "Debts are kept elsewhere.", Where = "n < 100", Mostly = 0.9 });
        Assert.Contains("No &lt;b&gt;debts&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Expected</dt><dd>n is at least 0, for at least 90%</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Of rows with</dt><dd>n &lt; 100</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Seen</dt><dd>1 of 2 (50%)</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Why</dt><dd>Debts are kept elsewhere.</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>What to do</dt>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td class=\"n\">2</td><td>&lt;script&gt;</td><td>n</td><td>-1</td><td>-1 is below the minimum 0</td></tr>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere()
    {
        var page = await Page(new UniqueCheck("n"), new NotNullCheck("t"));
        foreach (var foreign in new[] { "<script", "http://", "https://", "src=", "href=", "url(", "@import" })
            Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prefers-color-scheme:dark", page, StringComparison.Ordinal);
        Assert.Contains("width=device-width", page, StringComparison.Ordinal);
    }

    private static async Task<string> Page(params Check[] checks)
    {
        var rows = new Table([Column.OfText("t", ["a", "<script>", "b"]), Column.Of<long>("n", new long[] { 1, -1, 200 })]);
        return CheckReportHtml.Write(await CheckRunner.RunAsync(rows, new CheckSuite { Checks = checks, Key = ["t"] }, TestContext.Current.CancellationToken));
    }
}
