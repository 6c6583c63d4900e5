using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Storage;

/// <summary>
/// One numbered step of the database's shape: plain SQL, applied once, never changed afterwards. <c>0001_experiments.sql</c> is
/// for every database; where they differ, there is a file for each kind instead, such as <c>0005_access.sqlite.sql</c>.
/// </summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Name">The file's name, such as <c>0001_experiments</c>.</param>
/// <param name="Sql">Its statements; <c>@now</c> is the time in milliseconds.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = ".Storage.Migrations.";
    private const string Extension = ".sql";

    /// <summary>SHA-256 of the text, whatever the line ends.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The ones that this program knows for a kind of database, in order.</summary>
    /// <param name="kind">As <see cref="Database.Kind"/>.</param>
    public static IReadOnlyList<Migration> List(string kind)
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal) && resource.EndsWith(Extension, StringComparison.Ordinal))
            .Select(resource => (Resource: resource, Parts: resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^Extension.Length].Split('.')))
            .Where(file => file.Parts.Length == 1 || file.Parts[1] == kind)
            .Select(file => Read(assembly, file.Resource, file.Parts[0]))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(name[..4]), name, reader.ReadToEnd());
    }
}
