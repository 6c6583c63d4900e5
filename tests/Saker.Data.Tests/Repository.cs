namespace Saker.Data.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>7,043 customers of a telephone company, 21 columns.</summary>
    public static string Telco => Find("examples/churn/data/telco_churn.csv");

    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate) && File.Exists(Path.Combine(folder.FullName, "Saker.slnx")))
                return candidate;
        }
        throw new FileNotFoundException($"{path} is not in the repository above {AppContext.BaseDirectory}.");
    }
}
