using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Tests.Maintenance;

/// <summary>A store whose removals take their time.</summary>
internal sealed class SlowBlobStore(IBlobStore inner, Func<string, Task> whileDeleting) : IBlobStore
{
    public string Place => inner.Place;

    public Task PutAsync(StagedBlob staged, CancellationToken cancellationToken) => inner.PutAsync(staged, cancellationToken);

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) => inner.OpenAsync(hash, cancellationToken);

    public Task<long?> FindSizeAsync(string hash, CancellationToken cancellationToken) => inner.FindSizeAsync(hash, cancellationToken);

    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public async Task DeleteAsync(string hash, CancellationToken cancellationToken)
    {
        await whileDeleting(hash);
        await inner.DeleteAsync(hash, cancellationToken);
    }
}
