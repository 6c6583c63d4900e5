using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Tells how much a home stores. However often it is asked, it looks once a minute at most. Thread-safe.</summary>
public sealed class StorageMeter
{
    private static readonly TimeSpan s_maxAge = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly SakerHome _home;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task<StorageUse>? _latest;
    private long _askedAt;

    internal StorageMeter(Database database, SakerHome home, TimeProvider time) => (_database, _home, _time) = (database, home, time);

    /// <summary>As it was within the last minute.</summary>
    /// <exception cref="Saker.Data.SakerException">The database does not answer (unavailable).</exception>
    public Task<StorageUse> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Whoever comes while it is being looked at gets the same answer.
            if (_latest is null || _latest.IsFaulted || _latest.IsCanceled || (_latest.IsCompleted && _time.GetElapsedTime(_askedAt) >= s_maxAge))
                (_askedAt, _latest) = (_time.GetTimestamp(), Task.Run(LookAsync, CancellationToken.None));
            return _latest.WaitAsync(cancellationToken);
        }
    }

    private async Task<StorageUse> LookAsync()
    {
        var blobs = await _database.ReadAsync(async session => await session.FindAsync<BlobTotals>("SELECT COUNT(*) AS Number, CAST(COALESCE(SUM(byte_count), 0) AS BIGINT) AS Bytes FROM blobs"), CancellationToken.None);
        return new StorageUse
        {
            At = _time.GetUtcNow(),
            DatabaseBytes = _database.Kind == "postgres"
                ? await _database.ReadAsync(session => session.ScalarAsync<long>("SELECT pg_database_size(current_database())"), CancellationToken.None)
                : new[] { "", "-wal" }.Select(part => new FileInfo(_home.DatabaseFile + part)).Where(file => file.Exists).Sum(file => file.Length),
            BlobCount = blobs?.Number ?? 0,
            BlobBytes = blobs?.Bytes ?? 0,
            DatasetBytes = BytesOf(_home.Datasets),
            ModelBytes = BytesOf(_home.Models),
            JournalBytes = BytesOf(_home.Journals),
            FitBytes = BytesOf(_home.Fits),
            FreeBytes = FreeBytes(),
        };
    }

    // What goes away meanwhile counts as nothing.
    private static long BytesOf(string folder)
    {
        var bytes = 0L;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
                bytes += file.Exists ? file.Length : 0;
        }
        catch (IOException)
        {
            // So far as it could be read; folders that nothing was kept in yet are not there.
        }
        return bytes;
    }

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(_home.Folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
