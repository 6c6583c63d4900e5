namespace Saker.Testing;

/// <summary>
/// Public data sets that are not part of the repository: one folder a set. They are where SAKER_DATA says, or in the folder
/// <c>data</c> of a neighbour of the checkout.
/// </summary>
public static class RealData
{
    /// <summary>The environment variable that names their folder.</summary>
    public const string Variable = "SAKER_DATA";

    /// <summary>A set that every collection has: by it the folder is known.</summary>
    private const string KnownSet = "churn_telco";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder of all sets; null when there is none.</summary>
    public static string? Folder => Found.Value;

    /// <summary>Why tests on them cannot run here; null when they can.</summary>
    public static string? Missing => Folder is null ? $"The public data sets are not here; {Variable} can name their folder (one folder a set, such as {KnownSet})." : null;

    /// <summary>A file of a set.</summary>
    public static string FullPath(string set, string file) => Path.Combine(Folder ?? throw new InvalidOperationException(Missing), set, file);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return IsCollection(named) ? named : null;
        var parent = Directory.GetParent(Checkout.Root)?.FullName;
        return parent is null ? null : Directory.EnumerateDirectories(parent).Select(neighbour => Path.Combine(neighbour, "data")).Order(StringComparer.Ordinal).FirstOrDefault(IsCollection);
    }

    private static bool IsCollection(string folder) => Directory.Exists(Path.Combine(folder, KnownSet));
}
