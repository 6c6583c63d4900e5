using System.IO.Enumeration;

namespace Saker.Data.Sources;

/// <summary>Finds files by a glob: <c>*</c> and <c>?</c> within a name, <c>**</c> for folders of any depth. Links to folders are not followed.</summary>
internal static class FilePattern
{
    private const string AnyDepth = "**";

    public static bool IsOne(string path) => path.AsSpan().ContainsAny('*', '?') && !File.Exists(path);

    /// <summary>The full paths, in the order of their code points.</summary>
    /// <exception cref="SakerException">There are more than allowed.</exception>
    public static IReadOnlyList<string> Find(string pattern, int maxFiles)
    {
        var full = Path.GetFullPath(pattern);
        var root = Path.GetPathRoot(full)!;
        string[] all = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        // Any depth below any depth is any depth; walked twice it would find each file several times.
        string[] segments = [.. all.Where((segment, i) => i == 0 || segment != AnyDepth || all[i - 1] != AnyDepth)];
        if (segments[^1] == AnyDepth)
            segments = [.. segments, "*"];
        var found = new HashSet<string>(StringComparer.Ordinal);
        Walk(new DirectoryInfo(root), segments, 0, found, pattern, maxFiles);
        // '**/x/**' reaches one folder by several ways.
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static void Walk(DirectoryInfo folder, string[] segments, int at, HashSet<string> found, string pattern, int maxFiles)
    {
        var segment = segments[at];
        if (segment == AnyDepth)
        {
            Walk(folder, segments, at + 1, found, pattern, maxFiles);
            foreach (var inner in Folders(folder, "*"))
                Walk(inner, segments, at, found, pattern, maxFiles);
        }
        else if (at == segments.Length - 1)
        {
            Add(folder, segment, found, pattern, maxFiles);
        }
        else if (segment.AsSpan().ContainsAny('*', '?'))
        {
            foreach (var inner in Folders(folder, segment))
                Walk(inner, segments, at + 1, found, pattern, maxFiles);
        }
        else if (new DirectoryInfo(Path.Combine(folder.FullName, segment)) is { Exists: true } named)
        {
            Walk(named, segments, at + 1, found, pattern, maxFiles);
        }
    }

    private static void Add(DirectoryInfo folder, string segment, HashSet<string> found, string pattern, int maxFiles)
    {
        foreach (var file in Entries(folder, () => folder.EnumerateFiles()).Where(file => !file.Name.StartsWith('.') && FileSystemName.MatchesSimpleExpression(segment, file.Name, ignoreCase: false)))
        {
            if (found.Add(file.FullName) && found.Count > maxFiles)
                throw SourceLimits.Exceeded($"{pattern}: more than {maxFiles} files match; at most {maxFiles} are read as one source.");
        }
    }

    private static T[] Entries<T>(DirectoryInfo folder, Func<IEnumerable<T>> list)
    {
        try
        {
            return [.. list()];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The folder '{folder.FullName}' cannot be read: {e.Message.TrimEnd('.')}. Name a pattern that does not lead there, or allow it.", "source", e);
        }
    }

    private static IEnumerable<DirectoryInfo> Folders(DirectoryInfo folder, string segment) => Entries(folder, () => folder.EnumerateDirectories())
        .Where(inner => inner.LinkTarget is null && !inner.Name.StartsWith('.') && FileSystemName.MatchesSimpleExpression(segment, inner.Name, ignoreCase: false));
}
