using System.Text.RegularExpressions;

namespace Saker.Conformance.Tests;

public partial class CheckCatalogueTests
{
    private const string Begin = "<!-- checks -->\n";
    private const string End = "<!-- end of checks -->";

    [Fact]
    public void Ids_are_distinct_and_well_formed()
    {
        Assert.Equal(CheckCatalogue.All.Count, CheckCatalogue.All.Select(check => check.Id).Distinct().Count());
        Assert.All(CheckCatalogue.All, check => Assert.Matches(WellFormed(), check.Id));
        Assert.All(CheckCatalogue.All, check => Assert.Equal(check.Level == CheckLevel.Extension, check.Id.StartsWith("ext.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Titles_are_sentences_of_their_own() => Assert.All(CheckCatalogue.All, check => Assert.True(check.Title.EndsWith('.') && check.Source.Length > 0, check.Id));

    [Fact]
    public void The_page_lists_the_catalogue_as_it_is()
    {
        var path = Path.Combine(Root(), "docs", "conformance.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var wanted = "\n" + CheckCatalogue.ToMarkdown();
        if (Environment.GetEnvironmentVariable("SAKER_ACCEPT") == "1")
            File.WriteAllText(path, page[..begin] + wanted + page[end..]);
        else
            Assert.True(wanted == page[begin..end], "docs/conformance.md does not list the checks as they are; write it anew with 'SAKER_ACCEPT=1 ./saker test Conformance' and commit it.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Saker.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("There is no Saker.slnx above the tests.");
    }

    [GeneratedRegex("^(rest|grpc|ext)(\\.[a-z0-9]+(-[a-z0-9]+)*){2,}$")]
    private static partial Regex WellFormed();
}
