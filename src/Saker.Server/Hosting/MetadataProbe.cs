using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Server.Hosting;

/// <summary>Whether the metadata database answers. However often it is asked, the database is asked once a second at most.</summary>
internal sealed class MetadataProbe(Database database, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task<bool>? _latest;
    private long _askedAt;

    /// <summary>Whether it answered just now.</summary>
    public Task<bool> AnswersAsync()
    {
        lock (_lock)
        {
            // Whoever comes while it is being asked gets the same answer.
            if (_latest is { IsCompleted: false } || (_latest is not null && time.GetElapsedTime(_askedAt) < MaxAge))
                return _latest;
            _askedAt = time.GetTimestamp();
            return _latest = AskAsync();
        }
    }

    private async Task<bool> AskAsync()
    {
        using var late = new CancellationTokenSource(MaxTime, time);
        try
        {
            // A driver that waits for a connection may not heed the token.
            return await database.ReadAsync(session => session.ScalarAsync<long>("SELECT 1"), late.Token).WaitAsync(MaxTime, time) == 1;
        }
        catch (Exception exception) when (exception is SakerException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }
}
