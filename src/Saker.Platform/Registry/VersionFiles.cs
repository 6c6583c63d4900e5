using Saker.Data;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Registry;

/// <summary>
/// The files of registered versions: of the model folder where there is one, else where the source lay in the tree of artifacts
/// when the version was registered. Each is checked as it is read.
/// </summary>
public sealed class VersionFiles(ModelFiles folders, IArtifactStore artifacts)
{
    /// <summary>A file's content; the stream has its length.</summary>
    /// <param name="version">The version.</param>
    /// <param name="path">Within the version, with '/'.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is none here (not found), or it is no longer what was stored (data loss; also from the stream's last read).</exception>
    public Task<Stream> OpenAsync(ModelVersion version, string path, CancellationToken cancellationToken) =>
        version.Hash is { Length: > 0 } hash ? folders.OpenAsync(hash, path, cancellationToken)
        : RootOf(version) is { } root ? artifacts.OpenAsync($"{root}/{path}", cancellationToken)
        : throw new SakerException(ErrorKind.NotFound, $"The model version {version.Reference} has no files on this server: {version.FilesReason ?? "none were registered with it."}", "version");

    /// <summary>Its files, at most <paramref name="max"/>, by path within the version; empty when they are not on this server.</summary>
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(ModelVersion version, int max, CancellationToken cancellationToken)
    {
        if (version.Hash is { Length: > 0 } hash)
            return [.. (await folders.ListAsync(hash, cancellationToken)).Take(max)];
        if (RootOf(version) is not { } root)
            return [];
        var page = await artifacts.ListBelowAsync(root, after: null, max, cancellationToken);
        // A source that is one file has no path within the version.
        return [.. page.Entries.Where(entry => entry.Path.Length > root.Length).Select(entry => entry with { Path = entry.Path[(root.Length + 1)..] })];
    }

    /// <summary>Writes all files to a folder on disk, which is made; gives their number, 0 when they are not on this server.</summary>
    /// <exception cref="SakerException">They are no longer what was stored (data loss).</exception>
    public async Task<int> ExportAsync(ModelVersion version, string folder, CancellationToken cancellationToken) =>
        version.Hash is { Length: > 0 } hash ? await folders.ExportAsync(hash, folder, cancellationToken)
        : RootOf(version) is { } root ? await artifacts.ExportAsync(root, folder, cancellationToken)
        : 0;

    // Of the whole tree nobody registers a version; it would give away what is not the version's.
    private static string? RootOf(ModelVersion version) =>
        version.StorageUri is { } uri && ArtifactPaths.FromUri(uri) is { Length: > 0 } path ? path : null;
}
