using System.Security.Cryptography;
using System.Text;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>The identity of a folder's content: SHA-256 over every file's relative path and content, whatever the order on disk.</summary>
internal static class FolderHash
{
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="SakerException">The folder is missing or empty, or holds links, which could lead anywhere.</exception>
    public static async Task<string> ComputeAsync(string folder, CancellationToken cancellationToken)
    {
        List<(string Path, string Hash)> files = [];
        foreach (var path in List(folder))
        {
            await using var file = File.OpenRead(Path.Combine(folder, path));
            files.Add((path, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))));
        }
        return Of(files);
    }

    /// <summary>Whether a folder has the content that its name says; false also for one that is missing, or holds what is no file.</summary>
    public static async Task<bool> MatchesAsync(string folder, string hash, CancellationToken cancellationToken)
    {
        try
        {
            return await ComputeAsync(folder, cancellationToken) == hash;
        }
        catch (SakerException)
        {
            return false;
        }
    }

    /// <summary>The identity of a folder with these files, whatever their order.</summary>
    public static string Of(IEnumerable<(string Path, string Hash)> files)
    {
        var lines = new StringBuilder();
        foreach (var (path, hash) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            lines.Append(hash).Append("  ").Append(path).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>The relative paths of the files, with '/', in ordinal order.</summary>
    public static IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
            throw new SakerException(ErrorKind.NotFound, $"There is no folder '{folder}'.", "folder");
        var paths = new List<string>();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is not null)
                throw new SakerException(ErrorKind.InvalidInput, $"'{entry.FullName}' is a link; only files and folders are stored. Put a copy of its target there.", "folder");
            if (entry is FileInfo)
                paths.Add(Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'));
        }
        if (paths.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The folder '{folder}' holds no files.", "folder");
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
