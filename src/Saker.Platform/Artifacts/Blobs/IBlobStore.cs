using Saker.Data;

namespace Saker.Platform.Artifacts.Blobs;

/// <summary>
/// Keeps content under its SHA-256, 64 lowercase hexadecimal digits: in a folder, or in a store that several machines share. It
/// knows nothing of paths, signatures or who refers to what. Thread-safe, and safe between processes: the same content may be
/// put by many at once. Whether what it gives is what was put is checked by its caller.
/// </summary>
public interface IBlobStore
{
    /// <summary>Where it keeps content, as people are told: a folder, or an address without credentials.</summary>
    string Place { get; }

    /// <summary>Stores a staged file under its hash; durable when the task completes. May take the file away. Harmless when the content is there.</summary>
    /// <exception cref="SakerException">The store cannot be reached or written (unavailable).</exception>
    Task PutAsync(StagedBlob staged, CancellationToken cancellationToken);

    /// <summary>The content; null when there is none.</summary>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The content's size in bytes; null when there is none.</summary>
    Task<long?> FindSizeAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Every hash that has content, in no order.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes content. Harmless when there is none.</summary>
    Task DeleteAsync(string hash, CancellationToken cancellationToken);
}
