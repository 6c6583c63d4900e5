using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>A page that the navigation leads to.</summary>
/// <param name="Address">Its path, which pages name as their current entry.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Key">The key that leads there after <c>g</c>.</param>
/// <param name="Needs">The role that the page asks for.</param>
internal sealed record NavigationEntry(string Address, string Text, char Key, Role Needs = Role.Viewer)
{
    /// <summary>Whether it leads anywhere for who looks; null where access is off.</summary>
    public bool IsFor(AccessGrant? caller) => caller.May(Needs);
}
