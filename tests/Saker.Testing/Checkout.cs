namespace Saker.Testing;

/// <summary>The checkout that the tests were built in.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string Examples { get; } = Path.Combine(Root, "examples");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Saker.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not in a checkout of Saker.");
    }
}
