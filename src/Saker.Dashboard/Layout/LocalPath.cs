using System.Diagnostics.CodeAnalysis;

namespace Saker.Dashboard.Layout;

/// <summary>Addresses that forms send along to come back to.</summary>
public static class LocalPath
{
    /// <summary>Whether it is a path on this server, and nothing that a browser takes for another one.</summary>
    public static bool Is([NotNullWhen(true)] string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.AsSpan().ContainsAny("\r\n\t\\");
}
