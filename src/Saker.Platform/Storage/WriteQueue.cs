using System.Data.Common;
using System.Threading.Channels;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>
/// Makes changes in the order in which they came, as many at once as wait: a transaction holds several, each behind a
/// savepoint of its own, so that one that fails takes nothing of the others with it, and one flush of the disk makes all of
/// them durable. Nobody hears of a change before that flush.
/// </summary>
internal sealed class WriteQueue(Database database, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many may wait; those beyond are told to come again.</summary>
    public const int MaxWaiting = 4096;

    // Beyond these the first ones would wait for the last ones longer than a flush is worth.
    private const int MaxTogether = 64;
    private static readonly TimeSpan MaxGathering = TimeSpan.FromMilliseconds(10);

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Lock _lock = new();
    private Task? _working;
    private bool _isClosed;

    public void Add(PendingWrite write)
    {
        if (!_waiting.Writer.TryWrite(write))
        {
            write.Fail(Volatile.Read(ref _isClosed)
                ? new ObjectDisposedException(nameof(Database))
                : new SakerException(ErrorKind.Unavailable, $"{MaxWaiting} changes wait for the database already. Nothing was changed; try again.", "database") { RetryAfter = TimeSpan.FromSeconds(1) });
            return;
        }
        if (Volatile.Read(ref _working) is not null)
            return;
        lock (_lock)
            _working ??= Task.Run(WorkAsync);
    }

    /// <summary>Finishes what waits; what comes later fails.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isClosed, true);
        _waiting.Writer.TryComplete();
        if (_working is { } working)
            await working;
    }

    private async Task WorkAsync()
    {
        List<PendingWrite> together = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            together.Clear();
            try
            {
                await CommitAsync(together);
            }
            catch (Exception e)
            {
                var reason = e as SakerException ?? database.Translate(e) ?? GivenUp(e);
                foreach (var write in together)
                    write.Fail(reason);
                continue;
            }
            foreach (var write in together)
                write.Complete();
        }
    }

    /// <param name="together">Filled with the changes that the transaction holds.</param>
    private async Task CommitAsync(List<PendingWrite> together)
    {
        DbConnection? opened = null;
        DbTransaction? begun = null;
        try
        {
            opened = await database.OpenAsync(forWriting: true, CancellationToken.None);
            begun = await database.BeginAsync(opened, forWriting: true, CancellationToken.None);
        }
        catch
        {
            // Whoever waits would only wait as long for the same answer, one after the other.
            while (_waiting.Reader.TryRead(out var write))
                together.Add(write);
            if (opened is not null)
                await opened.DisposeAsync();
            throw;
        }
        await using var connection = opened;
        try
        {
            await GatherAsync(connection, begun, together);
        }
        catch
        {
            await LetGoAsync(begun);
            throw;
        }
        await begun.DisposeAsync();
    }

    private async Task GatherAsync(DbConnection connection, DbTransaction transaction, List<PendingWrite> together)
    {
        var began = time.GetTimestamp();
        while (together.Count < MaxTogether && (together.Count == 0 || time.GetElapsedTime(began) < MaxGathering) && _waiting.Reader.TryRead(out var write))
        {
            together.Add(write);
            await RunAsync(write, connection, transaction, together);
        }
        if (together.Count > 0)
            await database.CommitAsync(transaction);
    }

    private async Task RunAsync(PendingWrite write, DbConnection connection, DbTransaction transaction, List<PendingWrite> together)
    {
        await MarkAsync(connection, transaction, "SAVEPOINT one");
        try
        {
            await write.RunAsync(new Session(database, connection, transaction, write.Cancellation));
        }
        catch (Exception e)
        {
            await RollBackAsync(connection, transaction, e);
            together.Remove(write);
            write.Fail(database.Translate(e) ?? e);
        }
        await MarkAsync(connection, transaction, "RELEASE SAVEPOINT one");
    }

    /// <summary>Takes one change back. Where the database has given up the whole transaction this fails too, and with it every change in it.</summary>
    private async Task RollBackAsync(DbConnection connection, DbTransaction transaction, Exception reason)
    {
        try
        {
            await MarkAsync(connection, transaction, "ROLLBACK TO SAVEPOINT one");
        }
        catch when (database.Translate(reason) is { } known)
        {
            // Such as a full disk: that there is nothing left to roll back only follows from it.
            throw known;
        }
    }

    // A transaction that the database has ended cannot be rolled back, which must not hide why it ended.
    private static async Task LetGoAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (DbException)
        {
            // The reason is on its way.
        }
    }

    // What each change throws is caught around it: this is about the transaction that they share, however a driver says it.
    private static SakerException GivenUp(Exception reason) =>
        new(ErrorKind.Unavailable, $"The database gave the transaction up: {reason.Message.TrimEnd('.')}. Nothing that was not acknowledged is certain; try again.", "database", reason) { RetryAfter = TimeSpan.FromSeconds(1) };

    private static async Task MarkAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
