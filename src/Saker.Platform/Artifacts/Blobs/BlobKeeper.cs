using Saker.Data;
using Saker.Data.Privacy.Encryption;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts.Blobs;

/// <summary>
/// Puts content into the blob store in such a way that the collector never takes what somebody is about to refer to. Whoever
/// stores says so first (a claim, which the collector respects for <see cref="ArtifactOptions.MinBlobAge"/>), then puts the
/// content, and confirms the claim within the write that begins to refer to it. The collector dooms unreferenced content
/// within a write, removes it, and forgets it; a claim on doomed content waits for that. No write waits for the blob store.
/// </summary>
internal sealed class BlobKeeper(IBlobStore store, BlobStaging staging, StorageKeys keys, Database database, TimeProvider time)
{
    /// <summary>A collector that takes longer than this for one removal is dead, and its doom void.</summary>
    public static readonly TimeSpan MaxDoom = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan DoomPause = TimeSpan.FromMilliseconds(50);

    public IBlobStore Store => store;

    public Task<StagedBlob> StageAsync(Stream content, CancellationToken cancellationToken) => staging.StageAsync(content, cancellationToken);

    /// <summary>Claims the content and puts it into the store, durably; what is then done with it must begin with <see cref="ConfirmAsync"/>.</summary>
    public async Task StoreAsync(IReadOnlyCollection<StagedBlob> staged, CancellationToken cancellationToken)
    {
        var ring = keys.FindToStore();
        StagedBlob[] once = [.. staged.DistinctBy(blob => blob.Hash)];
        while (!await database.WriteAsync(session => ClaimAsync(session, once), cancellationToken))
            await Task.Delay(DoomPause, time, cancellationToken);
        foreach (var blob in once)
        {
            // The name is that of the content, so that the same content is one blob whatever key encrypts it.
            if (ring is not null)
                await EncryptedFiles.EncryptAsync(blob.File, ring, BlobPlace.Of(blob.Hash), cancellationToken);
            await store.PutAsync(ring is null ? blob : blob with { ByteCount = new FileInfo(blob.File).Length }, cancellationToken);
        }
    }

    /// <summary>Renews the claims. Within the write that begins to refer to the content.</summary>
    /// <exception cref="SakerException">Storing took so long that the content was collected meanwhile (unavailable).</exception>
    public async Task ConfirmAsync(Session session, IEnumerable<string> hashes)
    {
        foreach (var hash in hashes.Distinct(StringComparer.Ordinal))
        {
            if (await session.ExecuteAsync("UPDATE blobs SET claimed_at = @now WHERE hash = @hash AND doomed_at IS NULL", new { hash, now = Now() }) == 0)
                throw new SakerException(ErrorKind.Unavailable, "The upload took so long that its content was collected again. Send it again.", "content");
        }
    }

    /// <summary>The content, checked as it is read.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="byteCount">Its size.</param>
    /// <param name="subject">Whose content it is, as people are told: <c>artifact '0/.../MLmodel'</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">It is gone or not what was stored (data loss); also from the stream's last read.</exception>
    public async Task<Stream> OpenAsync(string hash, long byteCount, string subject, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(hash, cancellationToken) ?? throw Lost($"The content of {subject} is gone: {store.Place} has no blob {hash}.");
        var plain = await FileEncryption.OpenAsync(content, keys.Find(), BlobPlace.Of(hash), $"The content of {subject}", cancellationToken);
        return new VerifiedStream(plain, hash, byteCount, () => Lost($"The content of {subject} is not what was stored: the blob {hash} in {store.Place} was changed."));
    }

    public static SakerException Lost(string what) =>
        new(ErrorKind.DataLoss, $"{what} Restore it from a backup, or store the file again; `saker artifacts verify` lists everything that is affected.", "artifact");

    private async Task<bool> ClaimAsync(Session session, StagedBlob[] blobs)
    {
        var now = Now();
        var stale = now - (long)MaxDoom.TotalMilliseconds;
        var claimed = 0;
        foreach (var blob in blobs)
        {
            claimed += await session.ExecuteAsync(
                """
                INSERT INTO blobs (hash, byte_count, claimed_at) VALUES (@Hash, @ByteCount, @now)
                ON CONFLICT (hash) DO UPDATE SET claimed_at = excluded.claimed_at, doomed_at = NULL
                WHERE blobs.doomed_at IS NULL OR blobs.doomed_at < @stale
                """,
                new { blob.Hash, blob.ByteCount, now, stale });
        }
        return claimed == blobs.Length;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
