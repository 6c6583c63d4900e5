using System.Text.Json;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Evidence in the home's database.</summary>
internal sealed class SqlEvidenceStore(Database database) : IEvidenceStore
{
    public Task OpenAsync(Session session, string rollout, DateTimeOffset now) => session.ExecuteAsync(
        "INSERT INTO rollout_evidence (rollout_id, is_open, revision, folded_at) VALUES (@rollout, 1, 0, @now) ON CONFLICT (rollout_id) DO NOTHING",
        new { rollout, now = now.ToUnixTimeMilliseconds() });

    public async Task CloseAsync(Session session, string rollout)
    {
        await session.ExecuteAsync("UPDATE rollout_evidence SET is_open = 0 WHERE rollout_id = @rollout", new { rollout });
        await session.ExecuteAsync("DELETE FROM rollout_blocks WHERE rollout_id = @rollout", new { rollout });
        await session.ExecuteAsync("DELETE FROM rollout_cursors WHERE rollout_id = @rollout", new { rollout });
    }

    public Task<int> AppendAsync(IReadOnlyList<EvidenceBlock> blocks, CancellationToken cancellationToken)
    {
        // Made before the transaction, which others wait for.
        var rows = blocks.Select(BlockRow.Of).ToList();
        return database.WriteAsync(
            async session =>
            {
                var added = 0;
                foreach (var row in rows)
                {
                    added += await session.ExecuteAsync(
                        """
                        INSERT INTO rollout_blocks (rollout_id, replica, sequence, split_revision, closed_at, content)
                        SELECT @RolloutId, @Replica, @Sequence, @SplitRevision, @ClosedAt, @Content
                        WHERE EXISTS (SELECT 1 FROM rollout_evidence e WHERE e.rollout_id = @RolloutId AND e.is_open = 1)
                            AND NOT EXISTS (SELECT 1 FROM rollout_cursors c WHERE c.rollout_id = @RolloutId AND c.replica = @Replica AND c.sequence >= @Sequence)
                        ON CONFLICT (rollout_id, replica, sequence) DO NOTHING
                        """,
                        row);
                }
                return added;
            },
            cancellationToken);
    }

    public Task<StoredEvidence?> ReadAsync(string rollout, int maxBlocks, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            if (await session.FindAsync<EvidenceRow>("SELECT revision, is_open AS IsOpen, state FROM rollout_evidence WHERE rollout_id = @rollout", new { rollout }) is not { } row)
                return null;
            var blocks = await session.QueryAsync<BlockRow>(
                $"SELECT {BlockRow.Columns} FROM rollout_blocks WHERE rollout_id = @rollout ORDER BY closed_at, replica, sequence LIMIT @maxBlocks", new { rollout, maxBlocks });
            return new StoredEvidence(row.Revision, row.IsOpen != 0, row.State, [.. Unbroken(blocks).Select(block => block.ToBlock())]);
        },
        cancellationToken);

    public async Task<bool> KeepAsync(Session session, FoldedEvidence folded)
    {
        var at = folded.At.ToUnixTimeMilliseconds();
        var changed = await session.ExecuteAsync(
            "UPDATE rollout_evidence SET revision = revision + 1, state = @State, folded_at = @at WHERE rollout_id = @Rollout AND revision = @Revision AND is_open = 1",
            new { folded.State, at, folded.Rollout, folded.Revision });
        if (changed == 0)
            return false;
        foreach (var (replica, sequence) in folded.Cursors)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO rollout_cursors (rollout_id, replica, sequence) VALUES (@Rollout, @replica, @sequence)
                ON CONFLICT (rollout_id, replica) DO UPDATE SET sequence = excluded.sequence
                """,
                new { folded.Rollout, replica, sequence });
            await session.ExecuteAsync("DELETE FROM rollout_blocks WHERE rollout_id = @Rollout AND replica = @replica AND sequence <= @sequence", new { folded.Rollout, replica, sequence });
        }
        if (folded.Point is { } point)
            await AddPointAsync(session, folded, point);
        return true;
    }

    public Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TrailPoint>>(
        async session =>
        {
            var rows = await session.QueryAsync<TrailRow>("SELECT number, at, points FROM rollout_trail WHERE rollout_id = @rollout ORDER BY number", new { rollout });
            return [.. rows.Select(row => new TrailPoint(row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.At), JsonSerializer.Deserialize(row.Points, EvidenceJson.Default.IReadOnlyListGuardPoint) ?? []))];
        },
        cancellationToken);

    private static async Task AddPointAsync(Session session, FoldedEvidence folded, TrailPoint point)
    {
        await session.ExecuteAsync(
            "INSERT INTO rollout_trail (rollout_id, number, at, points) VALUES (@Rollout, @Number, @at, @points) ON CONFLICT (rollout_id, number) DO UPDATE SET at = excluded.at, points = excluded.points",
            new { folded.Rollout, point.Number, at = point.At.ToUnixTimeMilliseconds(), points = JsonSerializer.Serialize(point.Guards, EvidenceJson.Default.IReadOnlyListGuardPoint) });
        if (folded.TrailStride > 1)
            await session.ExecuteAsync("DELETE FROM rollout_trail WHERE rollout_id = @Rollout AND number % @TrailStride <> 0", new { folded.Rollout, folded.TrailStride });
    }

    // A clock that was set back would put a later block of a replica before an earlier one; folding only the later would lose the earlier.
    private static IEnumerable<BlockRow> Unbroken(IReadOnlyList<BlockRow> rows) => rows.OrderBy(row => rows.Where(own => own.Replica == row.Replica && own.Sequence <= row.Sequence).Max(own => own.ClosedAt)).ThenBy(row => row.Replica, StringComparer.Ordinal).ThenBy(row => row.Sequence);

    private sealed record EvidenceRow
    {
        public long Revision { get; init; }

        public long IsOpen { get; init; }

        public byte[]? State { get; init; }
    }

    private sealed record TrailRow
    {
        public long Number { get; init; }

        public long At { get; init; }

        public required string Points { get; init; }
    }

    private sealed record BlockRow
    {
        public const string Columns = "rollout_id AS RolloutId, replica, sequence, split_revision AS SplitRevision, closed_at AS ClosedAt, content";

        public required string RolloutId { get; init; }

        public required string Replica { get; init; }

        public long Sequence { get; init; }

        public long SplitRevision { get; init; }

        public long ClosedAt { get; init; }

        public required byte[] Content { get; init; }

        public static BlockRow Of(EvidenceBlock block) => new()
        {
            RolloutId = block.Rollout,
            Replica = block.Replica,
            Sequence = block.Sequence,
            SplitRevision = block.Revision,
            ClosedAt = block.At.ToUnixTimeMilliseconds(),
            Content = EvidenceBlockCodec.Write(block),
        };

        // What a newer Saker wrote, or a disk spoiled, is a second of one replica's evidence: without it the others decide, and nothing waits for it.
        private (int[] Weights, ArmBlock[] Arms, ShadowBlock[] Shadows) Read()
        {
            try
            {
                return EvidenceBlockCodec.Read(Content);
            }
            catch (InvalidDataException)
            {
                return ([], [], []);
            }
        }

        public EvidenceBlock ToBlock()
        {
            var (weights, arms, shadows) = Read();
            return new EvidenceBlock
            {
                Weights = weights,
                Rollout = RolloutId,
                Replica = Replica,
                Sequence = Sequence,
                Revision = SplitRevision,
                At = DateTimeOffset.FromUnixTimeMilliseconds(ClosedAt),
                Arms = arms,
                Shadows = shadows,
            };
        }
    }
}
