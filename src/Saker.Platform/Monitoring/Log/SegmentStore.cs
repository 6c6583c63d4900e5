using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>The segments that the database knows.</summary>
internal sealed class SegmentStore(Database database, BlobKeeper blobs, TimeProvider time)
{
    private const string Columns =
        """
        id AS Id, journal AS Journal, endpoint AS Endpoint, first_at AS FirstAt, last_at AS LastAt, request_count AS RequestCount, row_count AS RowCount, hash AS Hash,
        byte_count AS ByteCount, index_hash AS IndexHash, index_byte_count AS IndexByteCount, sealed_at AS SealedAt, erased_count AS ErasedCount
        """;

    /// <summary>Segments that are there and overlap a time, the latest first.</summary>
    /// <param name="endpoint">Null for all.</param>
    /// <param name="from">Milliseconds, inclusive.</param>
    /// <param name="to">Milliseconds, inclusive.</param>
    /// <param name="sealedSince">Milliseconds, inclusive: only those sealed since then; 0 for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<SegmentRow>> ListAsync(string? endpoint, long from, long to, long sealedSince, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<SegmentRow>(
            $"SELECT {Columns} FROM log_segments WHERE removed_at IS NULL AND last_at >= @from AND first_at <= @to AND sealed_at >= @sealedSince{(endpoint is null ? "" : " AND endpoint = @endpoint")} ORDER BY last_at DESC, id",
            new { endpoint, from, to, sealedSince }),
        cancellationToken);

    /// <summary>A segment as it is now; null when it was removed.</summary>
    public Task<SegmentRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync<SegmentRow>($"SELECT {Columns} FROM log_segments WHERE removed_at IS NULL AND id = @id", new { id }), cancellationToken);

    /// <summary>The journals of these names that are sealed.</summary>
    public async Task<IReadOnlySet<string>> ListSealedAsync(IReadOnlyList<string> journals, CancellationToken cancellationToken)
    {
        if (journals.Count == 0)
            return new HashSet<string>();
        var found = await database.ReadAsync(session => session.QueryAsync<string>("SELECT DISTINCT journal FROM log_segments WHERE journal IN @journals", new { journals }), cancellationToken);
        return found.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Stores the segments of a journal, all of them or none; those of a journal that another process sealed meanwhile are left out.</summary>
    public async Task AddAsync(string journal, IReadOnlyList<(string Endpoint, SegmentBuilder Segment)> segments, CancellationToken cancellationToken)
    {
        List<StagedBlob> staged = [];
        try
        {
            List<SegmentRow> rows = [];
            foreach (var (endpoint, segment) in segments)
                rows.Add(await StageAsync($"{journal}/{rows.Count}", journal, endpoint, segment, staged, cancellationToken));
            await blobs.StoreAsync(staged, cancellationToken);
            await database.WriteAsync(
                async session =>
                {
                    if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM log_segments WHERE journal = @journal", new { journal }) > 0)
                        return;
                    await blobs.ConfirmAsync(session, staged.Select(blob => blob.Hash));
                    foreach (var row in rows)
                        await InsertAsync(session, row);
                },
                cancellationToken);
        }
        finally
        {
            foreach (var blob in staged)
                blob.Dispose();
        }
    }

    /// <summary>Replaces the content of a segment by what is left of it; null leaves nothing. Gives whether it was still as it was.</summary>
    public async Task<bool> ReplaceAsync(SegmentRow row, SegmentBuilder? rest, long erased, CancellationToken cancellationToken)
    {
        List<StagedBlob> staged = [];
        try
        {
            var made = rest is null ? row with { RequestCount = 0, RowCount = 0, Hash = null, ByteCount = 0, IndexHash = null, IndexByteCount = 0 }
                : await StageAsync(row.Id, row.Journal, row.Endpoint, rest, staged, cancellationToken);
            await blobs.StoreAsync(staged, cancellationToken);
            return await database.WriteAsync(
                async session =>
                {
                    await blobs.ConfirmAsync(session, staged.Select(blob => blob.Hash));
                    return await session.ExecuteAsync(
                        """
                        UPDATE log_segments SET request_count = @RequestCount, row_count = @RowCount, hash = @Hash, byte_count = @ByteCount, index_hash = @IndexHash,
                            index_byte_count = @IndexByteCount, erased_count = erased_count + @erased, removed_at = @removed, removal = @removal
                        WHERE id = @Id AND hash = @before AND removed_at IS NULL
                        """,
                        new
                        {
                            made.RequestCount, made.RowCount, made.Hash, made.ByteCount, made.IndexHash, made.IndexByteCount, erased, row.Id, before = row.Hash,
                            removed = rest is null ? Now() : (long?)null, removal = rest is null ? "erasure" : null,
                        }) > 0;
                },
                cancellationToken);
        }
        finally
        {
            foreach (var blob in staged)
                blob.Dispose();
        }
    }

    /// <summary>Takes a segment out of the log; its row stays, to tell what was there.</summary>
    /// <param name="id">The segment.</param>
    /// <param name="rule">By what rule: <c>age</c> or <c>size</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string id, string rule, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE log_segments SET removed_at = @now, removal = @rule, hash = NULL, index_hash = NULL WHERE id = @id AND removed_at IS NULL", new { id, rule, now = Now() }),
        cancellationToken) > 0;

    /// <summary>Sums over all segments.</summary>
    public async Task<SegmentTotals> GetTotalsAsync(CancellationToken cancellationToken) => (await database.ReadAsync(
        session => session.FindAsync<SegmentTotals>(
            """
            SELECT COALESCE(SUM(CASE WHEN removed_at IS NULL THEN 1 ELSE 0 END), 0) AS SegmentCount, COALESCE(SUM(CASE WHEN removed_at IS NULL THEN request_count ELSE 0 END), 0) AS RequestCount,
                COALESCE(SUM(CASE WHEN removed_at IS NULL THEN row_count ELSE 0 END), 0) AS RowCount, COALESCE(SUM(CASE WHEN removed_at IS NULL THEN byte_count + index_byte_count ELSE 0 END), 0) AS ByteCount,
                COALESCE(SUM(CASE WHEN removed_at IS NULL THEN 0 ELSE request_count END), 0) AS RemovedCount, COALESCE(SUM(erased_count), 0) AS ErasedCount,
                MIN(CASE WHEN removed_at IS NULL THEN first_at ELSE NULL END) AS FirstAt
            FROM log_segments
            """),
        cancellationToken))!;

    private async Task<SegmentRow> StageAsync(string id, string journal, string endpoint, SegmentBuilder segment, List<StagedBlob> staged, CancellationToken cancellationToken)
    {
        segment.Content.Position = 0;
        var content = await blobs.StageAsync(segment.Content, cancellationToken);
        staged.Add(content);
        using var bytes = new MemoryStream(segment.Index().Write());
        var index = await blobs.StageAsync(bytes, cancellationToken);
        staged.Add(index);
        return new SegmentRow
        {
            Id = id,
            Journal = journal,
            Endpoint = endpoint,
            FirstAt = segment.Groups.Min(group => group.FirstAt) / TimeSpan.TicksPerMillisecond - UnixEpoch,
            LastAt = segment.Groups.Max(group => group.LastAt) / TimeSpan.TicksPerMillisecond - UnixEpoch,
            RequestCount = segment.Groups.Sum(group => (long)group.RequestCount),
            RowCount = segment.Groups.Sum(group => (long)group.RowCount),
            Hash = content.Hash,
            ByteCount = content.ByteCount,
            IndexHash = index.Hash,
            IndexByteCount = index.ByteCount,
            SealedAt = Now(),
        };
    }

    private static readonly long UnixEpoch = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond;

    private static Task InsertAsync(Session session, SegmentRow row) => session.ExecuteAsync(
        """
        INSERT INTO log_segments (id, journal, endpoint, first_at, last_at, request_count, row_count, hash, byte_count, index_hash, index_byte_count, sealed_at)
        VALUES (@Id, @Journal, @Endpoint, @FirstAt, @LastAt, @RequestCount, @RowCount, @Hash, @ByteCount, @IndexHash, @IndexByteCount, @SealedAt)
        """,
        row);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
