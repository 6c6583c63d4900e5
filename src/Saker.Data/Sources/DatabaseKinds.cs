using System.Collections.Concurrent;

namespace Saker.Data.Sources;

/// <summary>The kinds of databases that <see cref="DataSources"/> knows besides files; a backend adds its own when a program starts. Thread-safe.</summary>
public static class DatabaseKinds
{
    private static readonly ConcurrentDictionary<string, DatabaseKind> Known = new(StringComparer.Ordinal);

    /// <summary>Makes a kind known; one of the same key takes its place.</summary>
    public static void Add(DatabaseKind kind) => Known[kind.Key] = kind;

    internal static IEnumerable<string> Keys => Known.Keys.Order(StringComparer.Ordinal);

    internal static DatabaseKind? Find(string key) => Known.GetValueOrDefault(key);

    /// <summary>The kind of an address; null for a path.</summary>
    /// <exception cref="SakerException">It is an address of no kind that is known.</exception>
    internal static DatabaseKind? FindByAddress(string path)
    {
        var end = path.IndexOf("://", StringComparison.Ordinal);
        if (end < 1)
            return null;
        var scheme = path[..end].ToLowerInvariant();
        // The address is not repeated: it may hold a password.
        return Known.Values.FirstOrDefault(kind => kind.Schemes.Contains(scheme)) ?? throw new SakerException(
            ErrorKind.InvalidInput, $"'{scheme}://...' is an address that is not read; known are {string.Join(", ", Known.Values.SelectMany(kind => kind.Schemes).Order(StringComparer.Ordinal).DefaultIfEmpty("files only"))}.", "source");
    }
}
