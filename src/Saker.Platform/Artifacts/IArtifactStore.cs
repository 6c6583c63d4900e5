using Saker.Data;

namespace Saker.Platform.Artifacts;

/// <summary>
/// Files that runs and models leave behind, under one tree of paths such as <c>0/{run}/artifacts/model/MLmodel</c>; what lies
/// where is said by <see cref="ArtifactPaths"/>. Content is kept once, by its SHA-256, and what was acknowledged is durable.
/// Thread-safe, and safe between processes.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Stores a file, in place of one that the path has.</summary>
    /// <exception cref="SakerException">The path is not possible, or is that of a folder (invalid input); the file is larger than allowed (invalid input).</exception>
    Task<ArtifactFile> PutAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>The file at a path; null when there is none.</summary>
    Task<ArtifactFile?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Its content, checked against its signature now and against its hash before the last byte is given; the stream has its length.</summary>
    /// <exception cref="SakerException">There is none (not found), or it is no longer what was stored (data loss; also from the stream's last read).</exception>
    Task<Stream> OpenAsync(string path, CancellationToken cancellationToken);

    /// <summary>What lies directly in a folder, by path; empty for one that is not there.</summary>
    Task<IReadOnlyList<ArtifactEntry>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListAsync"/>, at most <paramref name="max"/> of them, those after a path; null begins.</summary>
    Task<ArtifactPage> ListPageAsync(string folder, string? after, int max, CancellationToken cancellationToken);

    /// <summary>The files below a folder at any depth, by path: at most <paramref name="max"/> of them, those after a path; null begins.</summary>
    Task<ArtifactPage> ListBelowAsync(string folder, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Removes a file, or a folder with all that is in it; gives the number of files.</summary>
    Task<int> DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Stores every file of a folder on disk under a path.</summary>
    Task PutFolderAsync(string path, string folder, CancellationToken cancellationToken);

    /// <summary>Writes the files under a path to a folder on disk, which is made; each is checked.</summary>
    /// <returns>The number of files.</returns>
    Task<int> ExportAsync(string path, string folder, CancellationToken cancellationToken);
}
