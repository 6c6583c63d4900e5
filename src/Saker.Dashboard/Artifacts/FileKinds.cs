namespace Saker.Dashboard.Artifacts;

/// <summary>What files are, by their names: what is in them nobody vouches for.</summary>
internal static class FileKinds
{
    private static readonly HashSet<string> s_text = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".log", ".err", ".out", ".cfg", ".conf", ".ini", ".properties", ".toml", ".yaml", ".yml", ".xml", ".jsonl", ".js", ".ts", ".py", ".r", ".cs", ".sh", ".sql", ".md", ".rst", ".css",
    };

    private static readonly HashSet<string> s_textNames = ["MLmodel", "MLproject", "Dockerfile", "LICENSE", "README"];

    public static FileKind Of(string path)
    {
        var name = NameOf(path);
        var extension = Path.GetExtension(name).ToLowerInvariant();
        return extension switch
        {
            ".json" or ".ipynb" => FileKind.Json,
            ".csv" or ".tsv" => FileKind.Table,
            ".html" or ".htm" => FileKind.Report,
            _ when PictureType(path) is not null => FileKind.Picture,
            _ => s_text.Contains(extension) || s_textNames.Contains(name) ? FileKind.Text : FileKind.Other,
        };
    }

    /// <summary>The media type of a picture; null for what is none that browsers show.</summary>
    public static string? PictureType(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    /// <summary>The folder that a path lies in; empty for the uppermost.</summary>
    public static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
