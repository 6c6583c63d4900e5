using Saker.Data;

namespace Saker.Platform.Artifacts;

/// <summary>Where a stored path comes to lie below a folder on disk, and never outside it.</summary>
internal static class ConfinedPath
{
    /// <param name="root">The absolute path of the folder.</param>
    /// <param name="name">A path below it, with '/'.</param>
    /// <exception cref="SakerException">It would lie elsewhere.</exception>
    public static string Combine(string root, string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new SakerException(ErrorKind.InvalidInput, $"'{name}' would lie outside '{root}'.", "path");
    }
}
