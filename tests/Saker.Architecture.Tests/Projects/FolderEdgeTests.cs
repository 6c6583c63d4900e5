using Saker.Architecture.Tests.Sources;

namespace Saker.Architecture.Tests.Projects;

public class FolderEdgeTests
{
    private const string Page = "docs/architecture.md";
    private const string Project = "src/Saker.Platform";

    private static readonly DependencyTable s_table = new(Checkout.Read(Page), "folder");

    [Fact]
    public void Every_folder_of_the_platform_has_a_row_and_every_row_a_folder()
    {
        var folders = SourceFile.Below(Project).Select(file => FolderEdges.FolderOf(file.Path, Project)).OfType<string>().ToHashSet();
        Offenders.None(
            [.. folders.Except(s_table.Rows).Select(name => $"{Project}/{name}: a folder without a row"), .. s_table.Rows.Except(folders).Select(name => $"{name}: a row without a folder")],
            $"Bring the table in {Page} and the folders together.");
    }

    [Fact]
    public void Folders_of_the_platform_use_only_what_their_row_allows()
    {
        var edges = new FolderEdges(Project, "Saker.Platform", s_table);
        Offenders.None(SourceFile.Below(Project).SelectMany(edges.Broken), $"Turn the dependency round, or change the table in {Page} with the reason.");
    }

    [Fact]
    public void The_table_has_no_circle_and_names_only_its_own_rows() =>
        Offenders.None([.. s_table.Circular.Select(name => $"{name} may use itself"), .. s_table.Dangling.Select(name => $"{name} has no row")], $"Correct {Page}.");

    [Theory]
    [InlineData("using P.Top;\nnamespace P.Low; class C;", 1)]
    [InlineData("namespace P.Low;\nclass C { P.Top.Thing? x; }", 2)]
    [InlineData("namespace P.Low;\nclass C { object o = global::P.Top.Thing.Make(1); }", 2)]
    [InlineData("namespace P.Low;\nclass C { Task<Top.Thing>? x; }", 2)]
    [InlineData("using static P.Top.Thing;\nnamespace P.Low; class C;", 1)]
    [InlineData("using Alias = P.Top.Thing;\nnamespace P.Low; class C;", 1)]
    public void A_use_of_a_folder_above_is_found_with_its_line(string text, int line)
    {
        var edges = new FolderEdges("src/P", "P", new DependencyTable("| folder | may use |\n|---|---|\n| `Low` | nothing |\n| `Top` | `Low` |", "folder"));

        var offender = Assert.Single(edges.Broken(SourceFile.Parse("src/P/Low/C.cs", text)));

        Assert.StartsWith($"src/P/Low/C.cs({line}) uses ", offender);
        Assert.EndsWith("; Low may use nothing of ours", offender);
        Assert.Empty(edges.Broken(SourceFile.Parse("src/P/Top/C.cs", text.Replace("Top", "Low"))));
    }

    [Fact]
    public void Names_that_only_resemble_a_folder_are_no_use_of_it()
    {
        var edges = new FolderEdges("src/P", "P", new DependencyTable("| folder | may use |\n|---|---|\n| `Low` | nothing |\n| `Top` | `Low` |", "folder"));

        Assert.Empty(edges.Broken(SourceFile.Parse("src/P/Low/C.cs", "using P.Topmost;\n// using P.Top;\nnamespace P.Low; class C { int Top => Other.Top.Count; }")));
    }
}
