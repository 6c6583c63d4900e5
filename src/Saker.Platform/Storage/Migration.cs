using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Storage;

/// <summary>One numbered step of the database's shape: plain SQL, applied once, never changed afterwards.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Name">The file's name, such as <c>0001_experiments</c>.</param>
/// <param name="Sql">Its statements; <c>@now</c> is the time in milliseconds.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = ".Storage.Migrations.";

    /// <summary>SHA-256 of the text, whatever the line ends.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The ones that this program knows, in order.</summary>
    public static IReadOnlyList<Migration> List()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^".sql".Length];
        return new Migration(int.Parse(name[..4]), name, reader.ReadToEnd());
    }
}
