using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>A store whose client is out of time once, and says so as clients do: by cancelling what nobody else cancelled.</summary>
internal sealed class ImpatientBlobStore(IBlobStore inner) : IBlobStore
{
    private int _puts;

    public int PutCount => _puts;

    public string Place => inner.Place;

    public Task PutAsync(StagedBlob staged, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _puts) == 1 ? throw new TaskCanceledException("The request was canceled due to the configured timeout.") : inner.PutAsync(staged, cancellationToken);

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) => inner.OpenAsync(hash, cancellationToken);

    public Task<long?> FindSizeAsync(string hash, CancellationToken cancellationToken) => inner.FindSizeAsync(hash, cancellationToken);

    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task DeleteAsync(string hash, CancellationToken cancellationToken) => inner.DeleteAsync(hash, cancellationToken);
}
