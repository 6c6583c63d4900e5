using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Saker.Dashboard.Assets;

/// <summary>The files embedded in this assembly, by name.</summary>
internal static class AssetStore
{
    private const string Prefix = "assets/";
    private const int HashDigits = 16;

    private static readonly FrozenDictionary<string, Asset> Files = Load();

    public static Asset? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>The address of a file, which changes with its content.</summary>
    public static string Address(string name) => Files.TryGetValue(name, out var asset)
        ? $"/assets/{name}?v={asset.Hash}"
        : throw new ArgumentException($"There is no asset '{name}'; there are {string.Join(", ", Files.Keys)}.", nameof(name));

    private static FrozenDictionary<string, Asset> Load()
    {
        var files = new Dictionary<string, Asset>(StringComparer.Ordinal);
        var assembly = typeof(AssetStore).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[resource[Prefix.Length..]] = new Asset(content, ContentType(resource), Convert.ToHexStringLower(SHA256.HashData(content))[..HashDigits]);
        }
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"Assets of kind '{other}' have no content type yet."),
    };
}
