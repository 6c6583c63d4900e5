using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>A page that is looked at.</summary>
/// <param name="Name">Names its screenshot.</param>
/// <param name="Path">Where it is in a home.</param>
/// <param name="Has">A selector of what must be there: Playwright's, so also <c>text=...</c>.</param>
public sealed record CataloguePage(string Name, Func<DashboardHome, string> Path, string Has)
{
    public CataloguePage(string name, string path, string has)
        : this(name, _ => path, has)
    {
    }

    /// <summary>What it is answered with.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What is done on it before it is looked at; null for nothing.</summary>
    public Func<IPage, Task>? Act { get; init; }
}
