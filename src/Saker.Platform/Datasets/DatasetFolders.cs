using System.Text;
using Saker.Data;
using Saker.Data.Privacy.Encryption;
using Saker.Data.Privacy.Keys;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>
/// The folders under <c>datasets/</c>, each named by the hash of its rows: <c>rows.parquet</c>, <c>schema.json</c>, <c>profile.json</c>.
/// When the rows are removed, schema and profile stay.
/// </summary>
internal sealed class DatasetFolders(SakerHome home, ProcessOwner owner, StorageKeys keys, Ids ids, DatasetOptions options)
{
    private const string RowsFile = "rows.parquet";
    private const string SchemaFile = "schema.json";
    private const string ProfileFile = "profile.json";

    private const int CopyBytes = 128 * 1024;

    // A profile tells values: least and most ones, frequent texts. A schema tells names, which the database has too.
    private static readonly string[] SecretFiles = [RowsFile, ProfileFile];
    private static readonly string[] AllFiles = [RowsFile, SchemaFile, ProfileFile];

    private readonly ContentFolders _folders = new(home.Datasets, owner, ids);
    private readonly VerifiedRows _verified = new();
    private readonly DecryptedCopies _copies = new(options.MaxDecryptedCopies);

    public bool HasRows(string hash) => File.Exists(RowsOf(hash));

    /// <summary>Writes the rows to a folder that nobody can see yet, flushed.</summary>
    public async Task<StagedDataset> StageAsync(NewDataset dataset, CancellationToken cancellationToken)
    {
        var ring = keys.FindToStore();
        var folder = StagePrivate();
        try
        {
            using var meter = new DatasetMeter(dataset);
            await ParquetWriter.WriteAsync(Path.Combine(folder, RowsFile), dataset.Schema, meter.WatchAsync(cancellationToken), cancellationToken);
            await AtomicFiles.WriteAsync(Path.Combine(folder, SchemaFile), Encoding.UTF8.GetBytes(SchemaJson.Write(meter.Schema)), cancellationToken);
            await AtomicFiles.WriteAsync(Path.Combine(folder, ProfileFile), Encoding.UTF8.GetBytes(meter.Profile().ToJson()), cancellationToken);
            var staged = new StagedDataset(folder, meter.Hash(), meter.Schema, meter.RowCount);
            if (ring is not null)
            {
                foreach (var file in SecretFiles)
                    await EncryptedFiles.EncryptAsync(Path.Combine(folder, file), ring, PlaceOf(staged.Hash, file), cancellationToken);
            }
            AtomicFiles.FlushTree(folder);
            return staged;
        }
        catch
        {
            ContentFolders.Discard(folder);
            throw;
        }
    }

    /// <summary>Writes content to a file that nobody can see, for the time of its intake.</summary>
    /// <exception cref="SakerException">It is larger than allowed (too large).</exception>
    public async Task<ReceivedFile> ReceiveAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var folder = StagePrivate();
        try
        {
            var path = Path.Combine(folder, "received");
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            var buffer = new byte[CopyBytes];
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                if (file.Position + read > maxBytes)
                    throw new SakerException(ErrorKind.TooLarge, $"The file is larger than {maxBytes} bytes, which is the most that is taken here. Send it in parts.", "body");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            return new ReceivedFile(folder, path);
        }
        catch
        {
            ContentFolders.Discard(folder);
            throw;
        }
    }

    /// <summary>Publishes staged rows unless the same content is there, whole. Within a write.</summary>
    /// <param name="staged">The rows.</param>
    /// <param name="isDamaged">Whether what is there was found to be damaged: then it is replaced.</param>
    /// <returns>Whether they are there because of this.</returns>
    public bool Publish(StagedDataset staged, bool isDamaged)
    {
        if (!_folders.Exists(staged.Hash))
            _folders.Publish(staged.Folder, staged.Hash);
        else if (isDamaged || !HasRows(staged.Hash))
        {
            // One by one: whoever reads meanwhile finds each file, the old one or the new one.
            foreach (var file in AllFiles)
                File.Move(Path.Combine(staged.Folder, file), Path.Combine(_folders.PathOf(staged.Hash), file), overwrite: true);
            AtomicFiles.FlushFolder(_folders.PathOf(staged.Hash));
        }
        else
        {
            return false;
        }
        return true;
    }

    /// <summary>Reads what is stored of a content; says what is wrong with it, or null.</summary>
    /// <param name="hash">The content.</param>
    /// <param name="hasRows">Whether its rows are to be there; schema and profile stay when rows are removed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<string?> FaultOfAsync(string hash, bool hasRows, CancellationToken cancellationToken)
    {
        foreach (var file in hasRows ? AllFiles : [SchemaFile, ProfileFile])
        {
            if (!File.Exists(Path.Combine(_folders.PathOf(hash), file)))
                return $"datasets/{hash}/{file} is gone";
        }
        try
        {
            await ReadProfileAsync(hash, cancellationToken);
            return hasRows ? await FaultOfRowsAsync(hash, cancellationToken) : null;
        }
        catch (Exception e) when (e is SakerException or IOException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>Encrypted rows are what was stored when they open: they are bound to the hash. Others are hashed.</summary>
    private async Task<string?> FaultOfRowsAsync(string hash, CancellationToken cancellationToken)
    {
        var path = RowsOf(hash);
        if (await EncryptedFiles.IsEncryptedAsync(path, cancellationToken))
        {
            await using var opened = await FileEncryption.OpenAsync(EncryptedFiles.Open(path), keys.Find(), PlaceOf(hash, RowsFile), $"datasets/{hash}/{RowsFile}", cancellationToken);
            await opened.CopyToAsync(Stream.Null, CopyBytes, cancellationToken);
            return null;
        }
        return await VerifiedRows.HashAsync(path, cancellationToken) == hash ? null : $"datasets/{hash}/{RowsFile} was changed";
    }

    /// <summary>A file of <see cref="ListSecret"/> under the active key, not in its place yet; null when it is there already, or the file is gone.</summary>
    public async Task<StagedRenewal?> StageRenewalAsync(string path, string place, KeyRing ring, CancellationToken cancellationToken)
    {
        var renewal = new StagedRenewal(StagePrivate(), path);
        try
        {
            if (await EncryptedFiles.RenewAsync(path, renewal.File, ring, place, cancellationToken))
                return renewal;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed meanwhile: nothing is left to encrypt.
        }
        catch
        {
            renewal.Dispose();
            throw;
        }
        renewal.Dispose();
        return null;
    }

    public async Task<Profile> ReadProfileAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using var stored = await FileEncryption.OpenAsync(
                EncryptedFiles.Open(Path.Combine(_folders.PathOf(hash), ProfileFile)), keys.Find(), PlaceOf(hash, ProfileFile), $"The profile datasets/{hash}/{ProfileFile}", cancellationToken);
            using var reader = new StreamReader(stored);
            return Profile.FromJson(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SakerException(ErrorKind.DataLoss, $"The profile of the rows is gone: there is no file datasets/{hash}/{ProfileFile}. Restore it from a backup, or add the same rows again.", "dataset", e);
        }
    }

    /// <summary>The rows of a version as a file that the engine can read: itself, or where it is encrypted a copy that only its owner may read, shared by all who read the same rows, gone with the last of them or the process.</summary>
    /// <exception cref="SakerException">Its key is not there (not found), or the rows are not what was stored (data loss).</exception>
    public async Task<DatasetFile> OpenAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        var path = RowsOf(version.Hash);
        if (!await EncryptedFiles.IsEncryptedAsync(path, cancellationToken))
        {
            await _verified.RequireAsync(version, path, cancellationToken);
            return new DatasetFile(version, path, () => { });
        }
        var copy = await _copies.TakeAsync(version.Hash, () => DecryptAsync(version, path), cancellationToken);
        return new DatasetFile(version, Path.Combine(copy, RowsFile), () => _copies.Release(version.Hash));
    }

    private async Task<string> DecryptAsync(DatasetVersion version, string path)
    {
        var folder = StagePrivate();
        try
        {
            await EncryptedFiles.DecryptAsync(path, Path.Combine(folder, RowsFile), keys.Find(), PlaceOf(version.Hash, RowsFile), $"The rows of dataset {version.Reference}", CancellationToken.None);
            return folder;
        }
        catch
        {
            ContentFolders.Discard(folder);
            throw;
        }
    }

    /// <summary>The files that are encrypted in an encrypted home, with what each is bound to.</summary>
    public IEnumerable<(string Path, string Place)> ListSecret() =>
        from folder in Directory.EnumerateDirectories(home.Datasets)
        let hash = Path.GetFileName(folder)
        where ContentFolders.IsHash(hash)
        from file in SecretFiles
        let path = Path.Combine(folder, file)
        where File.Exists(path)
        select (path, PlaceOf(hash, file));

    /// <summary>Removes folders that no version refers to, what interrupted additions left, and rows that no version has any more. Within a write.</summary>
    /// <param name="known">The content of all versions.</param>
    /// <param name="living">The content of versions whose rows were not removed.</param>
    public int Sweep(IReadOnlySet<string> known, IReadOnlySet<string> living)
    {
        var removed = _folders.Sweep(known);
        foreach (var hash in known.Where(hash => !living.Contains(hash) && HasRows(hash)))
        {
            File.Delete(RowsOf(hash));
            AtomicFiles.FlushFolder(_folders.PathOf(hash));
            removed++;
        }
        return removed;
    }

    private static string PlaceOf(string hash, string file) => $"datasets/{hash}/{file}";

    private string RowsOf(string hash) => Path.Combine(_folders.PathOf(hash), RowsFile);

    /// <summary>A folder that only its owner may enter: what is in it may be readable while it is worked on.</summary>
    private string StagePrivate()
    {
        var folder = _folders.Stage();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
