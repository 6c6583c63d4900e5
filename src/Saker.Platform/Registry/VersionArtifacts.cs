using Saker.Data;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Registry;

/// <summary>
/// The files of registered versions as a part of the artifact tree that can only be read: <c>registered-models/churn/3/MLmodel</c>.
/// What lies there is what was registered, whatever became of the place that it came from. Thread-safe.
/// </summary>
public sealed class VersionArtifacts(IRegistryStore registry, ModelFiles files)
{
    private const string Root = "registered-models";

    /// <summary>The address of a version's files, as MLflow's clients fetch from; only for one that has files.</summary>
    public static string ToUri(ModelVersion version)
    {
        // Clients put the path into addresses as it is; only what would end it there must be escaped.
        var model = version.Model.AsSpan().IndexOfAny("%?#") < 0 ? version.Model : Uri.EscapeDataString(version.Model);
        return ArtifactPaths.ToUri($"{Root}/{model}/{version.Version}");
    }

    /// <summary>Whether a path of the artifact tree lies in this part.</summary>
    public static bool Owns(string path) => path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <exception cref="SakerException">The path lies in this part (conflict).</exception>
    public static void RequireElsewhere(string path)
    {
        if (Owns(path))
            throw new SakerException(ErrorKind.Conflict, $"'{path}' cannot be changed: under '{Root}' are the files of registered versions, which stay as they are. Register another version.", "path");
    }

    /// <summary>What lies directly in a folder of a version, by path; empty for one that is not there.</summary>
    /// <exception cref="SakerException">There is no such version, or it has no files (not found).</exception>
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var (hash, below) = await ReadAsync(folder, cancellationToken);
        var start = below.Length == 0 ? "" : below + "/";
        return
        [
            .. (await files.ListAsync(hash, cancellationToken))
                .Where(file => file.Path.StartsWith(start, StringComparison.Ordinal))
                .GroupBy(file => file.Path[start.Length..].Split('/')[0], StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ArtifactEntry($"{folder}/{group.Key}", group.First() is var file && file.Path == start + group.Key ? file.ByteCount : null)),
        ];
    }

    /// <summary>A file's content; the stream has its length.</summary>
    /// <exception cref="SakerException">There is none (not found), or it is no longer what was registered (data loss; also from the stream's last read).</exception>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var (hash, below) = await ReadAsync(path, cancellationToken);
        return await files.OpenAsync(hash, below, cancellationToken);
    }

    private async Task<(string Hash, string Below)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var parts = path.Split('/', 4);
        var version = parts.Length > 2 && SemanticVersion.Number(parts[2]) is { } number ? await FindAsync(parts[1], number, cancellationToken) : null;
        return version is { HasFiles: true }
            ? (version.Hash, parts.Length > 3 ? parts[3] : "")
            : throw new SakerException(ErrorKind.NotFound, $"There are no files of a registered version at '{path}'. Write {Root}/MODEL/VERSION.", "path");
    }

    /// <summary>By the name as it is, else as it is written in addresses.</summary>
    private async Task<ModelVersion?> FindAsync(string model, int number, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { model, Uri.UnescapeDataString(model) }.Distinct(StringComparer.Ordinal).Where(ModelNames.IsPossible))
            if (await registry.FindVersionAsync(name, number, cancellationToken) is { } found)
                return found;
        return null;
    }
}
