using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What every process tells of its writing, so that whichever raises alerts knows of all. Its own state each process knows by itself, whatever the database does.</summary>
internal sealed class LogWriterStates(Database database, PredictionLogWriter writer, LogSealer sealer, CaptureLosses losses, ProcessOwner owner, TimeProvider time)
{
    /// <summary>What was told longer ago is of a process that is gone or cannot tell any more.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private bool _wasWell = true;

    /// <summary>How this process fares.</summary>
    public LogWriterState Own()
    {
        var (writing, sealing) = (writer.Failure, sealer.Failure);
        return new LogWriterState
        {
            Replica = owner.Id,
            ToldAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            NotWritingSince = writing?.Since.ToUnixTimeMilliseconds(),
            NotSealingSince = sealing?.Since.ToUnixTimeMilliseconds(),
            Reason = writing?.Reason ?? sealing?.Reason,
            // What never came to the writer is in no log either.
            DroppedCount = writer.RecentlyDroppedCount + losses.Count().OfLog,
        };
    }

    /// <summary>Tells the others, if something is wrong or no longer is.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var own = Own();
        if (own.IsWell && _wasWell)
            return;
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM log_writers WHERE replica = @Replica OR told_at < @old", new { own.Replica, old = Oldest() });
                if (!own.IsWell)
                    await session.ExecuteAsync(
                        "INSERT INTO log_writers (replica, told_at, not_writing_since, not_sealing_since, reason, dropped_count) VALUES (@Replica, @ToldAt, @NotWritingSince, @NotSealingSince, @Reason, @DroppedCount)", own);
            },
            cancellationToken);
        _wasWell = own.IsWell;
    }

    /// <summary>How all processes fare, this one first.</summary>
    public async Task<IReadOnlyList<LogWriterState>> ListAsync(CancellationToken cancellationToken)
    {
        var others = await database.ReadAsync(
            session => session.QueryAsync<LogWriterState>(
                "SELECT replica AS Replica, told_at AS ToldAt, not_writing_since AS NotWritingSince, not_sealing_since AS NotSealingSince, reason AS Reason, dropped_count AS DroppedCount FROM log_writers WHERE told_at >= @old AND replica <> @own ORDER BY replica",
                new { old = Oldest(), own = owner.Id }),
            cancellationToken);
        return [Own(), .. others];
    }

    private long Oldest() => (time.GetUtcNow() - MaxAge).ToUnixTimeMilliseconds();
}
