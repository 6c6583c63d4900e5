using System.Runtime.InteropServices;
using Saker.Data.Profiles;
using Saker.Platform.Storage;

namespace Saker.Platform.Identity;

/// <summary>Usage in the home's database. What is older than <see cref="KeptDays"/> is removed as newer comes.</summary>
internal sealed class SqlUsageStore(Database database) : IUsageStore
{
    private const int KeptDays = 31;

    public Task<IReadOnlyList<UsageTotal>> AddAsync(IReadOnlyList<UsageDelta> deltas, CancellationToken cancellationToken) => database.WriteAsync<IReadOnlyList<UsageTotal>>(
        async session =>
        {
            var totals = new List<UsageTotal>(deltas.Count);
            foreach (var delta in deltas)
                totals.Add(await AddAsync(session, delta));
            await RemoveOldAsync(session, deltas.Max(delta => delta.Day) - KeptDays);
            return totals;
        },
        cancellationToken);

    public Task<IReadOnlyList<UsageTotal>> ListAsync(int day, string? subject, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<UsageTotal>>(
        async session =>
        {
            var counts = await session.QueryAsync<CountRow>("SELECT subject, requests, row_count AS Rows FROM access_usage WHERE day = @day AND (@subject IS NULL OR subject = @subject)", new { day, subject });
            var sketches = (await session.QueryAsync<SketchRow>("SELECT subject, endpoint, sketch FROM access_distinct_rows WHERE day = @day AND (@subject IS NULL OR subject = @subject)", new { day, subject }))
                .ToLookup(row => row.Subject, StringComparer.Ordinal);
            return [.. counts.Select(row => new UsageTotal(row.Subject, day, row.Requests, row.Rows, sketches[row.Subject].ToDictionary(one => one.Endpoint, one => Read(one.Sketch), StringComparer.Ordinal)))];
        },
        cancellationToken);

    private static async Task<UsageTotal> AddAsync(Session session, UsageDelta delta)
    {
        var counts = await session.FindAsync<CountRow>(
            """
            INSERT INTO access_usage (subject, day, requests, row_count) VALUES (@Subject, @Day, @Requests, @Rows)
            ON CONFLICT (subject, day) DO UPDATE SET requests = access_usage.requests + excluded.requests, row_count = access_usage.row_count + excluded.row_count
            RETURNING subject, requests, row_count AS Rows
            """,
            new { delta.Subject, delta.Day, delta.Requests, delta.Rows });
        await session.ExecuteAsync(
            "UPDATE api_keys SET last_used_at = @at WHERE id = @Subject AND (last_used_at IS NULL OR last_used_at < @at)",
            new { delta.Subject, at = delta.At.ToUnixTimeMilliseconds() });
        var distinct = new Dictionary<string, DistinctSketch>(StringComparer.Ordinal);
        foreach (var (endpoint, sketch) in delta.Distinct)
            distinct[endpoint] = await MergeAsync(session, delta, endpoint, sketch);
        return new UsageTotal(delta.Subject, delta.Day, counts!.Requests, counts.Rows, distinct);
    }

    private static async Task<DistinctSketch> MergeAsync(Session session, UsageDelta delta, string endpoint, DistinctSketch sketch)
    {
        var key = new { delta.Subject, delta.Day, endpoint };
        var merged = sketch.Clone();
        if (await session.ScalarAsync<byte[]>("SELECT sketch FROM access_distinct_rows WHERE subject = @Subject AND day = @Day AND endpoint = @endpoint", key) is { } stored)
            merged.Merge(Read(stored));
        await session.ExecuteAsync(
            """
            INSERT INTO access_distinct_rows (subject, day, endpoint, sketch) VALUES (@Subject, @Day, @endpoint, @bytes)
            ON CONFLICT (subject, day, endpoint) DO UPDATE SET sketch = excluded.sketch
            """,
            new { key.Subject, key.Day, key.endpoint, bytes = Write(merged) });
        return merged;
    }

    private static async Task RemoveOldAsync(Session session, int before)
    {
        await session.ExecuteAsync("DELETE FROM access_usage WHERE day < @before", new { before });
        await session.ExecuteAsync("DELETE FROM access_distinct_rows WHERE day < @before", new { before });
    }

    // First a byte that says which: hashes while the sketch is exact, its registers afterwards.
    private static byte[] Write(DistinctSketch sketch) => sketch.IsExact
        ? [0, .. MemoryMarshal.AsBytes(sketch.Exact.ToArray().AsSpan())]
        : [1, .. sketch.Ranks];

    // Bytes that are not ours count as nothing seen: a limit is no reason to stop serving.
    private static DistinctSketch Read(byte[] bytes) => bytes switch
    {
        [0, .. var hashes] when hashes.Length % 8 == 0 => DistinctSketch.FromExact(MemoryMarshal.Cast<byte, ulong>(hashes).ToArray()),
        [1, .. var ranks] => DistinctSketch.FromRanks(ranks) ?? new DistinctSketch(),
        _ => new DistinctSketch(),
    };

    private sealed record CountRow
    {
        public required string Subject { get; init; }

        public long Requests { get; init; }

        public long Rows { get; init; }
    }

    private sealed record SketchRow
    {
        public required string Subject { get; init; }

        public required string Endpoint { get; init; }

        public required byte[] Sketch { get; init; }
    }
}
