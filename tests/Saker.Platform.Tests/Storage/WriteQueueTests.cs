using System.Data.Common;
using Microsoft.Data.Sqlite;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

/// <summary>Changes that wait share a transaction, and nothing but that.</summary>
public sealed class WriteQueueTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-queue-");
    private CountingDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new CountingDatabase(Path.Combine(_folder.FullName, "db"));
        await InsertAsync("CREATE TABLE numbers (n BIGINT)");
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Changes_that_wait_together_are_committed_together_and_one_that_fails_takes_no_other_with_it()
    {
        var commits = _database.CommitCount;
        var writes = await WhileHeldAsync(() => Enumerable.Range(0, 20).Select(i => InsertAsync(i == 7 ? "INSERT INTO nowhere VALUES (1)" : $"INSERT INTO numbers VALUES ({i})")).ToList());
        await Assert.ThrowsAsync<SqliteException>(() => writes[7]);
        await Task.WhenAll(writes.Where(write => write != writes[7]));
        Assert.Equal(19, await CountAsync());
        // The one that held the queue, and all others.
        Assert.InRange(_database.CommitCount - commits, 2, 4);
    }

    [Fact]
    public async Task Commit_that_fails_fails_every_change_of_it_and_none_happened()
    {
        var writes = await WhileHeldAsync(() =>
        {
            _database.FailsToCommit = true;
            return Enumerable.Range(0, 5).Select(i => InsertAsync($"INSERT INTO numbers VALUES ({i})")).ToList();
        });
        foreach (var write in writes)
            await Failures.OfAsync(ErrorKind.Unavailable, () => write);
        _database.FailsToCommit = false;
        Assert.Equal(0, await CountAsync());
        await InsertAsync("INSERT INTO numbers VALUES (1)");
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Transaction_that_is_lost_under_its_changes_fails_all_of_them_as_one_that_may_be_tried_again()
    {
        var writes = await WhileHeldAsync(() => [InsertAsync("INSERT INTO numbers VALUES (1)"), InsertAsync("ROLLBACK"), InsertAsync("INSERT INTO numbers VALUES (2)")]);
        await Failures.OfAsync(ErrorKind.Unavailable, () => writes[0]);
        await Failures.OfAsync(ErrorKind.Unavailable, () => writes[1]);
        // It is a transaction of its own.
        await writes[2];
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task All_that_wait_hear_at_once_that_the_database_cannot_be_reached()
    {
        var writes = await WhileHeldAsync(() =>
        {
            _database.FailsToOpen = true;
            return Enumerable.Range(0, 50).Select(i => InsertAsync($"INSERT INTO numbers VALUES ({i})")).ToList();
        });
        var tries = _database.OpenCount;
        foreach (var write in writes)
            await Failures.OfAsync(ErrorKind.Unavailable, () => write);
        Assert.InRange(_database.OpenCount - tries, 0, 2);
    }

    [Fact]
    public async Task Change_that_is_given_up_while_it_waits_is_not_made()
    {
        using var gone = new CancellationTokenSource();
        var writes = await WhileHeldAsync(() =>
        {
            var write = _database.WriteAsync(session => session.ExecuteAsync("INSERT INTO numbers VALUES (1)"), gone.Token);
            gone.Cancel();
            return new List<Task> { write };
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writes[0]);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Too_many_that_wait_are_refused()
    {
        var writes = await WhileHeldAsync(() => Enumerable.Range(0, WriteQueue.MaxWaiting + 1).Select(_ => InsertAsync("INSERT INTO numbers VALUES (1)")).ToList());
        await Failures.OfAsync(ErrorKind.Unavailable, () => writes[^1]);
        await Task.WhenAll(writes.SkipLast(1));
        Assert.Equal(WriteQueue.MaxWaiting, await CountAsync());
    }

    /// <summary>Begins writes while another one holds the queue, so that they wait together.</summary>
    private async Task<List<Task>> WhileHeldAsync(Func<List<Task>> begin)
    {
        var isHeld = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var holding = _database.WriteAsync(
            async _ =>
            {
                isHeld.SetResult();
                await release.Task;
                // Longer than others are gathered, so that they form a transaction of their own.
                await Task.Delay(30, Cancellation);
            },
            Cancellation);
        await isHeld.Task;
        var writes = begin();
        _database.FailsAfter(holding);
        release.SetResult();
        await holding;
        return writes;
    }

    private Task InsertAsync(string sql) => _database.WriteAsync(session => session.ExecuteAsync(sql), Cancellation);

    private Task<long> CountAsync() => _database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM numbers"), Cancellation);

    /// <summary>SQLite that counts what is done, and fails when it is told to.</summary>
    private sealed class CountingDatabase(string file) : Database
    {
        private Task _held = Task.CompletedTask;

        public int CommitCount { get; private set; }

        public int OpenCount { get; private set; }

        public bool FailsToCommit { get; set; }

        public bool FailsToOpen { get; set; }

        public override string Kind => "sqlite";

        /// <summary>Failing begins when the write that holds the queue is done.</summary>
        public void FailsAfter(Task held) => _held = held;

        protected internal override async Task<DbConnection> OpenAsync(bool forWriting, CancellationToken cancellationToken)
        {
            OpenCount++;
            if (FailsToOpen)
                throw new IOException("The database is away.");
            var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync(cancellationToken);
            return connection;
        }

        protected internal override Task<DbTransaction> BeginAsync(DbConnection connection, bool forWriting, CancellationToken cancellationToken) =>
            Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: !forWriting));

        protected internal override async Task CommitAsync(DbTransaction transaction)
        {
            // The write that holds the queue commits in any case.
            if (FailsToCommit && _held.IsCompleted)
                throw new IOException("The disk is gone.");
            CommitCount++;
            await base.CommitAsync(transaction);
        }

        protected internal override Exception? Translate(Exception failure) => failure is IOException ? new SakerException(ErrorKind.Unavailable, failure.Message) : null;

        protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
    }
}
