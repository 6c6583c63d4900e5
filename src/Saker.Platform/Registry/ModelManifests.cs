using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Which files make up a model folder, and the installation's signature over its identity.</summary>
internal sealed class ModelManifests(Database database, InstallationKey key, TimeProvider time)
{
    /// <summary>Notes a folder's files and signs it. Within the write that begins to refer to it.</summary>
    public async Task AddAsync(Session session, string hash, IReadOnlyList<ModelFile> files)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO model_folders (hash, signature, stored_at) VALUES (@hash, @signature, @now)
            ON CONFLICT (hash) DO UPDATE SET signature = excluded.signature
            """,
            new { hash, signature = key.Sign(SignedText(hash)), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        // Were they changed, they are whole again.
        await session.ExecuteAsync("DELETE FROM model_files WHERE model_hash = @hash", new { hash });
        foreach (var file in files)
            await session.ExecuteAsync("INSERT INTO model_files (model_hash, path, hash, byte_count) VALUES (@hash, @Path, @fileHash, @ByteCount)", new { hash, file.Path, fileHash = file.Hash, file.ByteCount });
    }

    /// <summary>The files of a folder, by path; empty when it was never noted.</summary>
    public Task<IReadOnlyList<ModelFile>> ListAsync(string hash, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<ModelFile>("SELECT path AS Path, hash AS Hash, byte_count AS ByteCount FROM model_files WHERE model_hash = @hash ORDER BY path", new { hash }),
        cancellationToken);

    /// <summary>What is wrong with a folder's signature; null when it is good.</summary>
    public async Task<string?> FaultOfAsync(string hash, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.FindAsync<string>("SELECT signature FROM model_folders WHERE hash = @hash", new { hash }), cancellationToken) is { } signature
            ? key.FaultOf(SignedText(hash), signature)
            : "it is not signed";

    /// <summary>The folders that a version names and nobody signed.</summary>
    public Task<IReadOnlyList<string>> ListUnsignedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<string>("SELECT DISTINCT hash FROM model_versions WHERE hash IS NOT NULL AND hash <> '' AND hash NOT IN (SELECT hash FROM model_folders)"),
        cancellationToken);

    /// <summary>Notes and signs a folder that was registered before there were manifests; nothing when that was done meanwhile.</summary>
    public Task<int> AdoptAsync(string hash, IReadOnlyList<ModelFile> files, Func<Session, Task> confirm, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.FindAsync<string>("SELECT hash FROM model_folders WHERE hash = @hash", new { hash }) is not null)
                return 0;
            await confirm(session);
            await AddAsync(session, hash, files);
            return 1;
        },
        cancellationToken);

    private static string SignedText(string hash) => $"saker model\n{hash}";
}
