using System.Xml.Linq;

namespace Saker.Architecture.Tests.Projects;

public class ProjectReferenceTests
{
    private const string Page = "docs/architecture.md";

    private static readonly DependencyTable s_table = new(Checkout.Read(Page), "project");

    [Fact]
    public void Every_project_of_the_product_has_a_row_and_every_row_a_project()
    {
        var projects = ProjectFile.Below("src").Select(project => project.Name).ToHashSet();
        Offenders.None(
            [.. projects.Except(s_table.Rows).Select(name => $"{name}: a project without a row"), .. s_table.Rows.Except(projects).Select(name => $"{name}: a row without a project")],
            $"Bring the table in {Page} and src/ together.");
    }

    [Fact]
    public void Projects_refer_only_to_what_their_row_allows()
    {
        Offenders.None(
            from project in ProjectFile.Below("src")
            from reference in project.References
            where !s_table.Allows(project.Name, reference)
            select $"{project.Path} refers to {reference}; {s_table.Describe(project.Name)}",
            $"Move the code to where it may use that, or change the table in {Page} with the reason.");
    }

    [Fact]
    public void The_table_has_no_circle_and_names_only_its_own_rows() =>
        Offenders.None([.. s_table.Circular.Select(name => $"{name} may use itself"), .. s_table.Dangling.Select(name => $"{name} has no row")], $"Correct {Page}.");

    [Fact]
    public void The_solution_builds_every_project()
    {
        var listed = XDocument.Parse(Checkout.Read("Saker.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);
        Offenders.None(Checkout.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Except(listed), "Add the project to Saker.slnx.");
    }

    [Fact]
    public void A_reference_upwards_or_to_an_unknown_project_is_not_allowed()
    {
        var table = new DependencyTable("| project | x | may use |\n|---|---|---|\n| `A` | a | nothing |\n| `B` | b | `A` |\n| `C` | c | `B` |\n\nafter `D`", "project");

        Assert.Equal(["A", "B", "C"], table.Rows);
        Assert.True(table.Allows("C", "A"));
        Assert.False(table.Allows("A", "B"));
        Assert.False(table.Allows("B", "D"));
        Assert.Empty(table.Circular);
    }

    [Fact]
    public void A_circle_and_a_name_without_a_row_are_found()
    {
        var table = new DependencyTable("| project | may use |\n|---|---|\n| `A` | `B` |\n| `B` | `A`, `X` |", "project");

        Assert.Equal(["A", "B"], table.Circular);
        Assert.Equal(["X"], table.Dangling);
    }
}
