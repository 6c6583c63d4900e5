using Saker.Data;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Asks what a home rests on whether it answers. Thread-safe.</summary>
public sealed class BackendProbe
{
    private static readonly TimeSpan s_maxTime = TimeSpan.FromSeconds(2);

    // No content has this hash, as far as anybody knows.
    private static readonly string s_nothing = new('0', 64);

    private readonly Database _database;
    private readonly IBlobStore _blobs;
    private readonly SakerHome _home;
    private readonly TimeProvider _time;

    internal BackendProbe(Database database, IBlobStore blobs, SakerHome home, TimeProvider time) => (_database, _blobs, _home, _time) = (database, blobs, home, time);

    /// <summary>Each within two seconds; what takes longer counts as silent.</summary>
    public async Task<IReadOnlyList<BackendHealth>> AskAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        AskAsync("Metadata", _database.Kind, _database.Kind == "sqlite" ? _home.DatabaseFile : null, token => _database.ReadAsync(session => session.ScalarAsync<long>("SELECT 1"), token), cancellationToken),
        AskAsync("Artifacts and models", _blobs is FolderBlobStore ? "folder" : "s3", _blobs.Place, token => _blobs.FindSizeAsync(s_nothing, token), cancellationToken));

    private async Task<BackendHealth> AskAsync(string name, string kind, string? place, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var startedAt = _time.GetTimestamp();
        string? fault = null;
        try
        {
            await ask(late.Token).WaitAsync(s_maxTime, _time, cancellationToken);
        }
        catch (SakerException e)
        {
            fault = e.Message;
        }
        catch (TimeoutException)
        {
            fault = $"It did not answer within {s_maxTime.TotalSeconds:0} s.";
        }
        await late.CancelAsync();
        return new BackendHealth(name, kind, place, fault, _time.GetElapsedTime(startedAt));
    }
}
