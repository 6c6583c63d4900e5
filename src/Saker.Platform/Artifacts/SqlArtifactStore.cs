using Saker.Data;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts;

/// <summary>Artifacts with their tree in the database, each entry signed, and their content in a blob store.</summary>
internal sealed class SqlArtifactStore(Database database, BlobKeeper blobs, InstallationKey key, ArtifactOptions options, TimeProvider time) : IArtifactStore
{
    // What one write makes visible together; more would hold up other writers.
    private const int MaxTogether = 100;

    public async Task<ArtifactFile> PutAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        ArtifactPathRule.Require(path, options);
        using var staged = await blobs.StageAsync(content, cancellationToken);
        await blobs.StoreAsync([staged], cancellationToken);
        var row = Sign(path, staged.Hash, staged.ByteCount);
        await database.WriteAsync(
            async session =>
            {
                await blobs.ConfirmAsync(session, [row.Hash]);
                await ArtifactTree.PutAsync(session, row);
            },
            cancellationToken);
        return row.ToFile();
    }

    public async Task<ArtifactFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPathRule.Require(path, options);
        return (await database.ReadAsync(session => ArtifactTree.FindAsync(session, path), cancellationToken))?.ToFile();
    }

    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPathRule.Require(path, options);
        var row = await database.ReadAsync(session => ArtifactTree.FindAsync(session, path), cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no artifact '{path}'.", "path");
        return await OpenAsync(row, cancellationToken);
    }

    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        List<ArtifactEntry> entries = [];
        for (string? after = null; ;)
        {
            var page = await ListPageAsync(folder, after, options.MaxListed, cancellationToken);
            entries.AddRange(page.Entries);
            after = page.Next;
            if (after is null)
                return entries;
        }
    }

    public Task<ArtifactPage> ListPageAsync(string folder, string? after, int max, CancellationToken cancellationToken)
    {
        ArtifactPathRule.RequireFolder(folder, options);
        if (after is { Length: > 0 })
            ArtifactPathRule.Require(after, options);
        var count = Math.Clamp(max, 1, options.MaxListed);
        return database.ReadAsync(
            async session =>
            {
                var files = await ArtifactTree.ListFilesAsync(session, folder, after ?? "", count + 1);
                var folders = await ArtifactTree.ListFoldersAsync(session, folder, after ?? "", count + 1);
                ArtifactEntry[] entries = [.. files.Select(row => new ArtifactEntry(row.Path, row.ByteCount))
                    .Concat(folders.Select(path => new ArtifactEntry(path, null)))
                    .OrderBy(entry => entry.Path, CodePointOrder.Instance)];
                return entries.Length > count ? new ArtifactPage(entries[..count], entries[count - 1].Path) : new ArtifactPage(entries, null);
            },
            cancellationToken);
    }

    public async Task<ArtifactPage> ListBelowAsync(string folder, string? after, int max, CancellationToken cancellationToken)
    {
        ArtifactPathRule.RequireFolder(folder, options);
        if (after is { Length: > 0 })
            ArtifactPathRule.Require(after, options);
        var count = Math.Clamp(max, 1, options.MaxListed);
        var rows = await database.ReadAsync(session => ArtifactTree.ListBelowAsync(session, folder, after ?? "", count + 1), cancellationToken);
        ArtifactEntry[] entries = [.. rows.Take(count).Select(row => new ArtifactEntry(row.Path, row.ByteCount))];
        return new ArtifactPage(entries, rows.Count > count ? entries[^1].Path : null);
    }

    public Task<int> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPathRule.Require(path, options);
        return database.WriteAsync(session => ArtifactTree.DeleteAsync(session, path), cancellationToken);
    }

    public async Task PutFolderAsync(string path, string folder, CancellationToken cancellationToken)
    {
        ArtifactPathRule.RequireFolder(path, options);
        string[] names = [.. FolderHash.List(folder)];
        foreach (var name in names)
            ArtifactPathRule.Require(Join(path, name), options);
        foreach (var some in names.Chunk(MaxTogether))
            await PutSomeAsync(path, folder, some, cancellationToken);
    }

    public async Task<int> ExportAsync(string path, string folder, CancellationToken cancellationToken)
    {
        ArtifactPathRule.RequireFolder(path, options);
        var root = Directory.CreateDirectory(folder).FullName;
        var count = 0;
        await foreach (var row in ListBelowAsync(path, cancellationToken))
        {
            // A single file keeps its own name.
            var above = row.Path == path ? ArtifactPathRule.FolderOf(path) : path;
            var name = above.Length == 0 ? row.Path : row.Path[(above.Length + 1)..];
            await ExportAsync(row, ConfinedPath.Combine(root, name), cancellationToken);
            count++;
        }
        return count;
    }

    /// <summary>Every file below a path, as the index has it, by path.</summary>
    internal async IAsyncEnumerable<ArtifactRow> ListBelowAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = ""; ;)
        {
            var from = after;
            var rows = await database.ReadAsync(session => ArtifactTree.ListBelowAsync(session, path, from, options.MaxListed), cancellationToken);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < options.MaxListed)
                break;
            after = rows[^1].Path;
        }
    }

    /// <summary>The content of an entry, whose signature is checked first.</summary>
    internal async Task<Stream> OpenAsync(ArtifactRow row, CancellationToken cancellationToken)
    {
        if (key.FaultOf(row.SignedText, row.Signature) is { } fault)
            throw BlobKeeper.Lost($"The artifact '{row.Path}' is not to be trusted: {fault}.");
        return await blobs.OpenAsync(row.Hash, row.ByteCount, $"the artifact '{row.Path}'", cancellationToken);
    }

    private async Task PutSomeAsync(string path, string folder, string[] names, CancellationToken cancellationToken)
    {
        List<StagedBlob> staged = [];
        try
        {
            List<ArtifactRow> rows = [];
            foreach (var name in names)
            {
                await using var content = File.OpenRead(Path.Combine(folder, name));
                staged.Add(await blobs.StageAsync(content, cancellationToken));
                rows.Add(Sign(Join(path, name), staged[^1].Hash, staged[^1].ByteCount));
            }
            await blobs.StoreAsync(staged, cancellationToken);
            await database.WriteAsync(
                async session =>
                {
                    await blobs.ConfirmAsync(session, rows.Select(row => row.Hash));
                    foreach (var row in rows)
                        await ArtifactTree.PutAsync(session, row);
                },
                cancellationToken);
        }
        finally
        {
            staged.ForEach(blob => blob.Dispose());
        }
    }

    private async Task ExportAsync(ArtifactRow row, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var content = await OpenAsync(row, cancellationToken);
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await content.CopyToAsync(target, cancellationToken);
    }

    private ArtifactRow Sign(string path, string hash, long byteCount) => new()
    {
        Path = path,
        Hash = hash,
        ByteCount = byteCount,
        StoredAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Signature = key.Sign(ArtifactRow.SignedTextOf(path, hash, byteCount)),
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
