using Saker.Data;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>
/// Removes unused content: doomed in one write, removed from the store one after the other, and forgotten. However slow the store is, the
/// doom is renewed before it is void, and none is removed whose doom somebody else may have lifted.
/// </summary>
internal sealed class BlobRemoval(Database database, IBlobStore store, TimeProvider time)
{
    // Renewed from a quarter of its time on, and with a removal that takes half of it at most, a doom never comes near its end.
    private static readonly TimeSpan RenewAfter = BlobKeeper.MaxDoom / 4;
    private static readonly TimeSpan MaxRemoval = BlobKeeper.MaxDoom / 2;

    private List<CollectedBlob> _doomed = [];
    private long _doomedAt;

    /// <summary>Gives what was removed.</summary>
    /// <param name="some">What may go.</param>
    /// <param name="young">Content that was claimed since stays.</param>
    /// <param name="cancellationToken">Stops it; what is removed by then is forgotten, the rest stays doomed until that is void.</param>
    public async Task<IReadOnlyList<CollectedBlob>> RemoveAsync(IReadOnlyList<CollectedBlob> some, long young, CancellationToken cancellationToken)
    {
        await DoomAsync(some, young, cancellationToken);
        List<CollectedBlob> removed = [];
        try
        {
            for (var at = 0; at < _doomed.Count; at++)
            {
                if (Now() - _doomedAt > (long)RenewAfter.TotalMilliseconds)
                    await RenewAsync(removed, cancellationToken);
                if (at >= _doomed.Count)
                    break;
                await RemoveAsync(_doomed[at], cancellationToken);
                removed.Add(_doomed[at]);
            }
        }
        finally
        {
            // What is removed must be forgotten, whatever happened since.
            await ForgetAsync(removed);
        }
        return removed;
    }

    private async Task DoomAsync(IReadOnlyList<CollectedBlob> some, long young, CancellationToken cancellationToken)
    {
        _doomedAt = Now();
        var stale = _doomedAt - (long)BlobKeeper.MaxDoom.TotalMilliseconds;
        List<CollectedBlob> doomed = [];
        await database.WriteAsync(
            async session =>
            {
                foreach (var blob in some)
                    if (await CollectionSql.DoomAsync(session, blob.Hash, young, _doomedAt, stale))
                        doomed.Add(blob);
            },
            cancellationToken);
        _doomed = doomed;
    }

    /// <summary>Renews the doom of all; of those that are still to be removed, what is not this collector's any more is left out.</summary>
    private async Task RenewAsync(List<CollectedBlob> removed, CancellationToken cancellationToken)
    {
        var (before, now) = (_doomedAt, Now());
        List<CollectedBlob> own = [.. removed];
        await database.WriteAsync(
            async session =>
            {
                foreach (var blob in _doomed)
                    if (await CollectionSql.RenewAsync(session, blob.Hash, before, now) && !removed.Contains(blob))
                        own.Add(blob);
            },
            cancellationToken);
        (_doomed, _doomedAt) = (own, now);
    }

    private async Task RemoveAsync(CollectedBlob blob, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(MaxRemoval, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await store.DeleteAsync(blob.Hash, ending.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SakerException(ErrorKind.Unavailable, $"{store.Place} did not remove the content {blob.Hash} within {MaxRemoval}; collect again later.", "artifacts", exception);
        }
    }

    private Task ForgetAsync(List<CollectedBlob> removed) => database.WriteAsync(
        async session =>
        {
            foreach (var blob in removed)
                await CollectionSql.ForgetAsync(session, blob.Hash, _doomedAt);
        },
        CancellationToken.None);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
