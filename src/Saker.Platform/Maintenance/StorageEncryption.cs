using Saker.Data;
using Saker.Data.Privacy.Encryption;
using Saker.Data.Privacy.Keys;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Datasets;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Turns the encryption of datasets and artifacts on, rotates its keys, and brings what was stored before under the active key. Safe beside everything else.</summary>
public sealed class StorageEncryption
{
    private readonly StorageKeys _keys;
    private readonly DatasetFolders _datasets;
    private readonly IBlobStore _blobs;
    private readonly BlobStaging _staging;
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal StorageEncryption(StorageKeys keys, DatasetFolders datasets, IBlobStore blobs, BlobStaging staging, Database database, TimeProvider time)
    {
        _keys = keys;
        _datasets = datasets;
        _blobs = blobs;
        _staging = staging;
        _database = database;
        _time = time;
    }

    /// <summary>Makes a key ring: what is stored from now on is encrypted. What was stored before stays as it is until <see cref="RenewAsync"/>.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="SakerException">It is on already.</exception>
    public string TurnOn() => _keys.Create().Active.Id.Value;

    /// <summary>Makes a new key the active one; older ones stay, to open what they encrypted.</summary>
    /// <returns>The new key's id.</returns>
    /// <exception cref="SakerException">It is not on, or the keys come from elsewhere.</exception>
    public async Task<string> RotateAsync(CancellationToken cancellationToken) => (await _keys.Get().RotateAsync(_time, cancellationToken)).Id.Value;

    /// <summary>Looks at the header of every stored file.</summary>
    public async Task<EncryptionStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var ring = _keys.Find();
        Dictionary<string, long> byKey = new(StringComparer.Ordinal);
        var plain = 0L;
        foreach (var (path, _) in _datasets.ListSecret())
        {
            await using var stored = EncryptedFiles.Open(path);
            Count(await FileEncryption.FindKeyAsync(stored, path, cancellationToken));
        }
        await foreach (var blob in _blobs.ListAsync(cancellationToken))
        {
            await using var stored = await _blobs.OpenAsync(blob.Hash, cancellationToken);
            if (stored is not null)
                Count(await FileEncryption.FindKeyAsync(stored, NameOf(blob.Hash), cancellationToken));
        }
        return new EncryptionStatus { KeyFile = _keys.File, ActiveKey = ring?.Active.Id.Value, Keys = [.. ring?.Keys.Select(key => key.Id.Value) ?? []], FilesByKey = byKey, PlainFileCount = plain };

        void Count(KeyId? key)
        {
            if (key is { } id)
                byKey[id.Value] = byKey.GetValueOrDefault(id.Value) + 1;
            else
                plain++;
        }
    }

    /// <summary>Brings every stored file under the active key: an encrypted one gets its data key sealed anew, another one is encrypted.</summary>
    /// <param name="progress">Told how many files were changed so far; null when nobody watches.</param>
    /// <param name="cancellationToken">Stops between files; the next time takes the rest.</param>
    /// <returns>How many files were changed.</returns>
    /// <exception cref="SakerException">It is not on, or a file's key is not in the ring.</exception>
    public async Task<long> RenewAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var ring = _keys.Get();
        var changed = 0L;
        foreach (var (path, place) in _datasets.ListSecret().ToList())
        {
            using var renewed = await _datasets.StageRenewalAsync(path, place, ring, cancellationToken);
            if (renewed is not null && await _database.WriteAsync(_ => Task.FromResult(renewed.Publish()), cancellationToken))
                changed++;
            progress?.Report(changed);
        }
        await foreach (var blob in _blobs.ListAsync(cancellationToken))
        {
            if (await RenewAsync(blob.Hash, ring, cancellationToken))
                changed++;
            progress?.Report(changed);
        }
        return changed;
    }

    private async Task<bool> RenewAsync(string hash, KeyRing ring, CancellationToken cancellationToken)
    {
        await using var stored = await _blobs.OpenAsync(hash, cancellationToken);
        if (stored is null)
            return false;
        using var copy = await _staging.StageAsync(stored, cancellationToken);
        var target = copy.File + ".renewed";
        using var renewed = new StagedBlob(target, hash, 0);
        if (!await EncryptedFiles.RenewAsync(copy.File, target, ring, BlobPlace.Of(hash), cancellationToken))
            return false;
        await _blobs.PutAsync(renewed with { ByteCount = new FileInfo(target).Length }, cancellationToken);
        // Collected meanwhile: it must not come back.
        if (!await _database.ReadAsync(async session => await session.ScalarAsync<long>("SELECT COUNT(*) FROM blobs WHERE hash = @hash", new { hash }) > 0, cancellationToken))
            await _blobs.DeleteAsync(hash, CancellationToken.None);
        return true;
    }

    private static string NameOf(string hash) => $"The blob {hash}";
}
