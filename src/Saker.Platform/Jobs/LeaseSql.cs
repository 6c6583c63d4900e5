using Saker.Platform.Storage;

namespace Saker.Platform.Jobs;

/// <summary>
/// Leases in the database, for use within a write: whatever else the write changes happens if the lease is held, or not at all. That is
/// the fence. A holder that was asleep past its end, while another took over, cannot write any more, however late it wakes.
/// </summary>
internal static class LeaseSql
{
    /// <summary>Who holds a lease now; null when nobody does, it has expired, or its holder's process is gone.</summary>
    public static async Task<Lease?> FindHolderAsync(Session session, string name, ProcessOwner processes, long now)
    {
        var row = await session.FindAsync<LeaseRow>("SELECT owner, expires_at AS ExpiresAt, fence FROM leases WHERE name = @name", new { name });
        return row is { Owner: { } owner } && row.ExpiresAt > now && processes.IsAlive(owner) ? new Lease(name, owner, row.Fence) : null;
    }

    /// <summary>Takes a lease that nobody holds.</summary>
    /// <returns>Null when somebody does.</returns>
    public static async Task<Lease?> TryTakeAsync(Session session, string name, ProcessOwner processes, long now, TimeSpan duration)
    {
        if (await FindHolderAsync(session, name, processes, now) is not null)
            return null;
        var fence = await session.ScalarAsync<long>(
            """
            INSERT INTO leases (name, owner, expires_at, fence) VALUES (@name, @owner, @end, 1)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at, fence = leases.fence + 1
            RETURNING fence
            """,
            new { name, owner = processes.Id, end = now + (long)duration.TotalMilliseconds });
        return new Lease(name, processes.Id, fence);
    }

    /// <summary>Whether the lease is still that of its taker; one that expired and that nobody else took is.</summary>
    public static async Task<bool> HoldsAsync(Session session, Lease lease) =>
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM leases WHERE name = @Name AND owner = @Owner AND fence = @Fence", lease) > 0;

    /// <returns>Whether it was still held.</returns>
    public static async Task<bool> RenewAsync(Session session, Lease lease, long now, TimeSpan duration) => await session.ExecuteAsync(
        "UPDATE leases SET expires_at = @end WHERE name = @Name AND owner = @Owner AND fence = @Fence",
        new { lease.Name, lease.Owner, lease.Fence, end = now + (long)duration.TotalMilliseconds }) > 0;

    /// <returns>Whether it was still held.</returns>
    public static async Task<bool> ReleaseAsync(Session session, Lease lease) =>
        await session.ExecuteAsync("UPDATE leases SET owner = NULL, expires_at = 0 WHERE name = @Name AND owner = @Owner AND fence = @Fence", lease) > 0;
}
