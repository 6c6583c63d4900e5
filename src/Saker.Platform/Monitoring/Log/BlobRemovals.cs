using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Maintenance;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Removes the content of segments that are out of the log at once, not when garbage is collected. What fails here is collected then.</summary>
internal sealed class BlobRemovals(Database database, IBlobStore store, TimeProvider time)
{
    public async Task RemoveAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellationToken)
    {
        CollectedBlob[] blobs = [.. segments.SelectMany(row => new[] { new CollectedBlob(row.Hash!, row.ByteCount), new CollectedBlob(row.IndexHash!, row.IndexByteCount) })];
        // Nobody else can be about to refer to it: no other segment has the same requests.
        foreach (var some in blobs.Chunk(20))
            await new BlobRemoval(database, store, time).RemoveAsync(some, time.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds(), cancellationToken);
    }
}
