using System.Security.Cryptography;
using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Which requests were erased while journals may still have them. Only hashes of their ids are kept.</summary>
internal sealed class ErasureStore(Database database, TimeProvider time)
{
    /// <summary>Longer than any journal waits to be sealed, were its machine off for that time.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(400);

    public Task AddAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var id in requestIds)
                await session.ExecuteAsync("INSERT INTO log_erasures (id_hash, erased_at) VALUES (@hash, @now) ON CONFLICT (id_hash) DO UPDATE SET erased_at = excluded.erased_at", new { hash = HashOf(id), now });
            await session.ExecuteAsync("DELETE FROM log_erasures WHERE erased_at < @old", new { old = (time.GetUtcNow() - Keep).ToUnixTimeMilliseconds() });
        },
        cancellationToken);

    /// <summary>Whether a request may stay: a later one may have the id of one that was erased.</summary>
    public async Task<Func<LogRequest, bool>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(session => session.QueryAsync<ErasureRow>("SELECT id_hash AS IdHash, erased_at AS ErasedAt FROM log_erasures"), cancellationToken);
        if (rows.Count == 0)
            return _ => true;
        var erased = rows.ToDictionary(row => row.IdHash, row => DateTimeOffset.FromUnixTimeMilliseconds(row.ErasedAt).UtcTicks + TimeSpan.TicksPerMillisecond, StringComparer.Ordinal);
        return request => !erased.TryGetValue(HashOf(request.Id), out var until) || request.At >= until;
    }

    private static string HashOf(string requestId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));

    private sealed record ErasureRow
    {
        public required string IdHash { get; init; }

        public long ErasedAt { get; init; }
    }
}
