namespace Saker.Benchmarks;

/// <summary>Where the repository is that this was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string FullPath(string path) => Path.Combine(Root, path);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Saker.slnx")))
                return folder.FullName;
        }
        throw new BenchmarkException("benchmarks run in a checkout; there is no Saker.slnx above " + start);
    }
}
