namespace Saker.Architecture.Tests;

/// <summary>The files that make up the repository: all but what building, running and editing leave behind.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> s_leftOut = [".git", ".build", ".saker", ".vs", ".idea", "node_modules", "bin", "obj", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Relative to the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Select(Relative).Order(StringComparer.Ordinal)];

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    private static string Relative(FileInfo file) => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Saker.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"There is no Saker.slnx in {start} or above it.");
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (s_leftOut.Contains(entry.Name) || entry.LinkTarget is not null)
                continue;
            if (entry is FileInfo file)
                yield return file;
            else
                foreach (var inner in Walk((DirectoryInfo)entry))
                    yield return inner;
        }
    }
}
