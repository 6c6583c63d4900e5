using Saker.Data;

namespace Saker.Platform.Artifacts;

/// <summary>
/// Uploads of large files in parts, which may come in any order, several at once, through different servers. An upload's id is a
/// secret: who knows it may add parts. Thread-safe, and safe between processes.
/// </summary>
public interface IArtifactUploads
{
    /// <summary>Begins an upload; gives its id.</summary>
    /// <param name="path">Where the file is to lie.</param>
    /// <param name="partCount">How many parts there will be, at least 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The path or the number is not possible (invalid input).</exception>
    Task<string> BeginAsync(string path, int partCount, CancellationToken cancellationToken);

    /// <summary>Stores a part, in place of one that has its number; gives the hash of its content.</summary>
    /// <param name="upload">The upload's id.</param>
    /// <param name="number">Counts from 1.</param>
    /// <param name="content">The part.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is no such upload (not found), or it has no such part (invalid input).</exception>
    Task<string> PutPartAsync(string upload, int number, Stream content, CancellationToken cancellationToken);

    /// <summary>Makes the parts a file.</summary>
    /// <param name="upload">The upload's id.</param>
    /// <param name="path">Where the file is to lie, as it was said at the beginning.</param>
    /// <param name="parts">Their numbers and hashes, from the first to the last; an empty hash is not compared.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is no such upload for the path (not found), or the parts are not those that came (invalid input).</exception>
    Task<ArtifactFile> CompleteAsync(string upload, string path, IReadOnlyList<UploadPart> parts, CancellationToken cancellationToken);

    /// <summary>Forgets an upload and its parts.</summary>
    /// <exception cref="SakerException">There is no such upload for the path (not found).</exception>
    Task AbortAsync(string upload, string path, CancellationToken cancellationToken);
}
