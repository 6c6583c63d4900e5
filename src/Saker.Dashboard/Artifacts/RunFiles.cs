using System.Text;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Artifacts;

/// <summary>The files that runs left behind, as pages show them.</summary>
internal sealed class RunFiles(IArtifactStore artifacts)
{
    /// <summary>Entries of a folder that a page lists.</summary>
    public const int MaxListed = 500;

    private const int MaxTextBytes = 256 * 1024;
    private const int MaxJsonBytes = 1024 * 1024;

    /// <summary>Where a run's files are within the store; null where they are not on this server.</summary>
    public static string? RootOf(Run run) => ArtifactPaths.FromUri(run.ArtifactUri) is { Length: > 0 } root ? root : null;

    /// <summary>The files of a run at any depth, by path within it, and whether there are more; none where they are elsewhere.</summary>
    public async Task<(IReadOnlyList<FileNode> Files, bool IsCut)> ListBelowAsync(Run run, int max, CancellationToken cancellationToken)
    {
        if (RootOf(run) is not { } root)
            return ([], false);
        var page = await artifacts.ListBelowAsync(root, after: null, max, cancellationToken);
        return ([.. page.Entries.Select(entry => FileNode.Of(entry, root.Length + 1))], page.Next is not null);
    }

    /// <summary>The tree of a run's files, with those folders open that lead to a path.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">A file or a folder that is in the tree however much lies beside it; null for none.</param>
    /// <param name="after">After which path its folder is listed; null from its beginning.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SakerException"><paramref name="after"/> is no path (invalid input).</exception>
    public async Task<FileFolder> TreeAsync(Run run, string? path, string? after, CancellationToken cancellationToken) =>
        RootOf(run) is { } root ? await FolderAsync(root, "", path, after, cancellationToken) : new FileFolder("", []);

    /// <summary>Whether there is a folder, which there is as long as something lies in it.</summary>
    public async Task<bool> HasFolderAsync(Run run, string path, CancellationToken cancellationToken) =>
        RootOf(run) is { } root && IsPath(path) && (await artifacts.ListPageAsync($"{root}/{path}", after: null, max: 1, cancellationToken)).Entries.Count > 0;

    /// <summary>A file as a page shows it; null when there is none at the path.</summary>
    public async Task<FilePreview?> FindAsync(Run run, string path, CancellationToken cancellationToken)
    {
        if (RootOf(run) is not { } root || !IsPath(path) || await artifacts.FindAsync($"{root}/{path}", cancellationToken) is not { } file)
            return null;
        var preview = new FilePreview(path, file, FileKinds.Of(path));
        switch (preview.Kind)
        {
            case FileKind.Text:
                return await ReadAsync(preview, MaxTextBytes, cancellationToken);
            case FileKind.Json:
                var json = await ReadAsync(preview, MaxJsonBytes, cancellationToken);
                return json.IsCut || json.Text is null ? json : json with { Text = JsonTexts.Indented(json.Text) };
            case FileKind.Table:
                var table = await ReadAsync(preview, MaxTextBytes, cancellationToken);
                if (table.Text is null)
                    return table;
                var (rows, isCut) = SeparatedValues.Read(table.Text, path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',', table.IsCut);
                return table with { Rows = rows, IsCut = isCut };
            default:
                return preview;
        }
    }

    /// <exception cref="SakerException">There is no such file (not found), or it is no longer what was stored (data loss).</exception>
    public Task<Stream> OpenAsync(Run run, string path, CancellationToken cancellationToken) => RootOf(run) is { } root && IsPath(path)
        ? artifacts.OpenAsync($"{root}/{path}", cancellationToken)
        : throw new SakerException(ErrorKind.NotFound, $"Run '{run.Id}' has no file '{path}' on this server.", "path");

    private static bool IsPath(string path) => path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or ".."));

    private async Task<FileFolder> FolderAsync(string root, string folder, string? path, string? after, CancellationToken cancellationToken)
    {
        // Each of the open folders begins where its own are asked for.
        var begin = after is not null && FileKinds.FolderOf(after) == folder ? after : null;
        var page = await artifacts.ListPageAsync(folder.Length == 0 ? root : $"{root}/{folder}", begin is null ? null : $"{root}/{begin}", MaxListed, cancellationToken);
        List<FileNode> nodes = [.. page.Entries.Select(entry => FileNode.Of(entry, root.Length + 1)).OrderBy(node => !node.IsFolder)];
        // The way to what is shown is there, also where it lies on another page of the folder.
        if (path is not null && NextOn(folder, path) is { } way && !nodes.Exists(node => node.Path == way) && await FindNodeAsync(root, way, cancellationToken) is { } missed)
            nodes.Insert(0, missed);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].IsFolder && path is not null && (path == nodes[i].Path || path.StartsWith(nodes[i].Path + "/", StringComparison.Ordinal)))
                nodes[i] = nodes[i] with { Children = await FolderAsync(root, nodes[i].Path, path, after, cancellationToken) };
        }
        return new FileFolder(folder, nodes, begin, page.Next?[(root.Length + 1)..]);
    }

    /// <summary>The entry of a folder on the way to a path; null where the path does not lead through it.</summary>
    private static string? NextOn(string folder, string path)
    {
        var start = folder.Length == 0 ? 0 : folder.Length + 1;
        if (!IsPath(path) || path.Length <= start || folder.Length > 0 && !path.StartsWith(folder + "/", StringComparison.Ordinal))
            return null;
        var end = path.IndexOf('/', start);
        return end < 0 ? path : path[..end];
    }

    private async Task<FileNode?> FindNodeAsync(string root, string path, CancellationToken cancellationToken)
    {
        if (await artifacts.FindAsync($"{root}/{path}", cancellationToken) is { } file)
            return new FileNode(path, file.ByteCount);
        return (await artifacts.ListPageAsync($"{root}/{path}", after: null, max: 1, cancellationToken)).Entries.Count > 0 ? new FileNode(path, null) : null;
    }

    private async Task<FilePreview> ReadAsync(FilePreview preview, int maxBytes, CancellationToken cancellationToken)
    {
        await using var content = await artifacts.OpenAsync(preview.File.Path, cancellationToken);
        var bytes = new byte[(int)Math.Min(preview.File.ByteCount, maxBytes)];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        var isCut = preview.File.ByteCount > maxBytes;
        // A NUL is in no text that people read.
        return bytes.AsSpan().Contains((byte)0) ? preview : preview with { Text = Encoding.UTF8.GetString(Whole(bytes, isCut)), IsCut = isCut };
    }

    // A character may have been cut in two: its beginning is left out.
    private static ReadOnlySpan<byte> Whole(byte[] bytes, bool isCut)
    {
        var end = bytes.Length;
        for (var back = 1; isCut && back <= 4 && back <= bytes.Length; back++)
        {
            if ((bytes[^back] & 0xC0) == 0x80)
                continue;
            if ((bytes[^back] & 0x80) != 0)
                end = bytes.Length - back;
            break;
        }
        return bytes.AsSpan(0, end);
    }
}
