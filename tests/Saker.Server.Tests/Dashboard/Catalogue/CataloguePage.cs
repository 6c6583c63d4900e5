namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>A page that is looked at in every width and colour.</summary>
/// <param name="Name">Names its screenshot.</param>
/// <param name="Path">Where it is in a home.</param>
/// <param name="Has">A selector of what must be there: Playwright's, so also <c>text=...</c>.</param>
public sealed record CataloguePage(string Name, Func<DashboardHome, string> Path, string Has)
{
    public CataloguePage(string name, string path, string has)
        : this(name, _ => path, has)
    {
    }
}
