using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>What who looks at a page may do.</summary>
internal static class Callers
{
    /// <summary>Whether somebody may do what asks for a role; everybody may where access is off and there is no caller.</summary>
    public static bool May(this AccessGrant? caller, Role needed) => caller?.Allows(needed) ?? true;
}
