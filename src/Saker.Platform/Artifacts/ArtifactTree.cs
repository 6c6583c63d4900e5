using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts;

/// <summary>The tree of paths in the database. Folders are there as long as a file is somewhere below them.</summary>
internal static class ArtifactTree
{
    private const string Columns = "path AS Path, hash AS Hash, byte_count AS ByteCount, stored_at AS StoredAt, signature AS Signature";

    public static Task<ArtifactRow?> FindAsync(Session session, string path) =>
        session.FindAsync<ArtifactRow>($"SELECT {Columns} FROM artifacts WHERE path = @path", new { path });

    /// <summary>The files directly in a folder, after one, by path.</summary>
    public static Task<IReadOnlyList<ArtifactRow>> ListFilesAsync(Session session, string folder, string after, int max) =>
        session.QueryAsync<ArtifactRow>($"SELECT {Columns} FROM artifacts WHERE folder = @folder AND path > @after ORDER BY path LIMIT @max", new { folder, after, max });

    /// <summary>The folders directly in a folder, after one, by path.</summary>
    public static Task<IReadOnlyList<string>> ListFoldersAsync(Session session, string folder, string after, int max) =>
        session.QueryAsync<string>("SELECT path FROM artifact_folders WHERE parent = @folder AND path > @after ORDER BY path LIMIT @max", new { folder, after, max });

    /// <summary>A path's own file and all that are below it, by path, after one.</summary>
    public static Task<IReadOnlyList<ArtifactRow>> ListBelowAsync(Session session, string path, string after, int max)
    {
        // One range that an index can follow; what sorts between a folder's name and its '/' is left out of it.
        var within = path.Length == 0 ? "" : "AND path >= @path AND path < @end AND (path = @path OR path > @first)";
        return session.QueryAsync<ArtifactRow>(
            $"SELECT {Columns} FROM artifacts WHERE path > @after {within} ORDER BY path LIMIT @max", new { path, after, max, first = First(path), end = End(path) });
    }

    /// <exception cref="SakerException">The path is that of a folder, or goes through a file (invalid input).</exception>
    public static async Task PutAsync(Session session, ArtifactRow row)
    {
        if (await session.FindAsync<string>("SELECT path FROM artifact_folders WHERE path = @Path", new { row.Path }) is not null)
            throw new SakerException(ErrorKind.InvalidInput, $"'{row.Path}' is a folder of artifacts; a file cannot have its path.", "path");
        await MakeFoldersAsync(session, row.Path);
        await session.ExecuteAsync(
            """
            INSERT INTO artifacts (path, folder, hash, byte_count, stored_at, signature) VALUES (@Path, @Folder, @Hash, @ByteCount, @StoredAt, @Signature)
            ON CONFLICT (path) DO UPDATE SET hash = excluded.hash, byte_count = excluded.byte_count, stored_at = excluded.stored_at, signature = excluded.signature
            """,
            new { row.Path, Folder = ArtifactPathRule.FolderOf(row.Path), row.Hash, row.ByteCount, row.StoredAt, row.Signature });
    }

    /// <summary>Removes a file, or a folder with all that is in it; gives the number of files.</summary>
    public static async Task<int> DeleteAsync(Session session, string path)
    {
        var range = new { path, first = First(path), end = End(path) };
        var removed = await session.ExecuteAsync("DELETE FROM artifacts WHERE path = @path OR (path > @first AND path < @end)", range);
        await session.ExecuteAsync("DELETE FROM artifact_folders WHERE path = @path OR (path > @first AND path < @end)", range);
        foreach (var folder in ArtifactPathRule.FoldersAbove(path))
        {
            if (await session.FindAsync<string>("SELECT path FROM artifacts WHERE folder = @folder LIMIT 1", new { folder }) is not null
                || await session.FindAsync<string>("SELECT path FROM artifact_folders WHERE parent = @folder LIMIT 1", new { folder }) is not null)
                break;
            await session.ExecuteAsync("DELETE FROM artifact_folders WHERE path = @folder", new { folder });
        }
        return removed;
    }

    private static async Task MakeFoldersAsync(Session session, string path)
    {
        foreach (var folder in ArtifactPathRule.FoldersAbove(path))
        {
            var parent = ArtifactPathRule.FolderOf(folder);
            if (await session.ExecuteAsync("INSERT INTO artifact_folders (path, parent) VALUES (@folder, @parent) ON CONFLICT (path) DO NOTHING", new { folder, parent }) == 0)
                return;
            if (await session.FindAsync<string>("SELECT path FROM artifacts WHERE path = @folder", new { folder }) is not null)
                throw new SakerException(ErrorKind.InvalidInput, $"'{folder}' is an artifact file; nothing can be stored below it, as '{path}' would be.", "path");
        }
    }

    // Everything below a path lies between these two: '0' is what follows '/'.
    private static string First(string path) => path + "/";

    private static string End(string path) => path + "0";
}
