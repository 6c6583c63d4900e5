using System.Security.Cryptography;
using Saker.Data;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts;

/// <summary>Uploads in parts: each part is content of its own until the whole is there.</summary>
internal sealed class SqlArtifactUploads(Database database, BlobKeeper blobs, SqlArtifactStore store, ArtifactOptions options, TimeProvider time) : IArtifactUploads
{
    private const int IdBytes = 16;

    public async Task<string> BeginAsync(string path, int partCount, CancellationToken cancellationToken)
    {
        ArtifactPathRule.Require(path, options);
        if (partCount < 1 || partCount > options.MaxUploadParts)
            throw new SakerException(ErrorKind.InvalidInput, $"An upload of {partCount} parts is not possible; it may have 1 to {options.MaxUploadParts}.", "num_parts");
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        await database.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO uploads (id, path, part_count, created_at) VALUES (@id, @path, @partCount, @now)", new { id, path, partCount, now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
            cancellationToken);
        return id;
    }

    public async Task<string> PutPartAsync(string upload, int number, Stream content, CancellationToken cancellationToken)
    {
        // Before the content is taken in: who has no upload stores nothing.
        var partCount = await database.ReadAsync(session => PartCountAsync(session, upload), cancellationToken);
        if (number < 1 || number > partCount)
            throw new SakerException(ErrorKind.InvalidInput, $"The upload has the parts 1 to {partCount}, and no part {number}.", "part_number");
        using var staged = await blobs.StageAsync(content, cancellationToken);
        await blobs.StoreAsync([staged], cancellationToken);
        await database.WriteAsync(
            async session =>
            {
                await PartCountAsync(session, upload);
                await blobs.ConfirmAsync(session, [staged.Hash]);
                await session.ExecuteAsync(
                    """
                    INSERT INTO upload_parts (upload_id, number, hash, byte_count) VALUES (@upload, @number, @Hash, @ByteCount)
                    ON CONFLICT (upload_id, number) DO UPDATE SET hash = excluded.hash, byte_count = excluded.byte_count
                    """,
                    new { upload, number, staged.Hash, staged.ByteCount });
            },
            cancellationToken);
        return staged.Hash;
    }

    public async Task<ArtifactFile> CompleteAsync(string upload, string path, IReadOnlyList<UploadPart> parts, CancellationToken cancellationToken)
    {
        var came = await database.ReadAsync(
            async session =>
            {
                await RequireAsync(session, upload, path);
                return await session.QueryAsync<PartRow>("SELECT number AS Number, hash AS Hash, byte_count AS ByteCount FROM upload_parts WHERE upload_id = @upload ORDER BY number", new { upload });
            },
            cancellationToken);
        Check(parts, came);
        await using var joined = new JoinedStream(came.Select(part => (Func<CancellationToken, Task<Stream>>)(token => blobs.OpenAsync(part.Hash, part.ByteCount, $"part {part.Number} of the upload to '{path}'", token))));
        var file = await store.PutAsync(path, joined, cancellationToken);
        await database.WriteAsync(session => ForgetAsync(session, upload), cancellationToken);
        return file;
    }

    public Task AbortAsync(string upload, string path, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RequireAsync(session, upload, path);
            await ForgetAsync(session, upload);
        },
        cancellationToken);

    /// <summary>Forgets uploads that were begun before a time; gives their number. Within a write.</summary>
    internal static async Task<int> ForgetOldAsync(Session session, long before)
    {
        await session.ExecuteAsync("DELETE FROM upload_parts WHERE upload_id IN (SELECT id FROM uploads WHERE created_at < @before)", new { before });
        return await session.ExecuteAsync("DELETE FROM uploads WHERE created_at < @before", new { before });
    }

    private static async Task<int> PartCountAsync(Session session, string upload) =>
        await session.ScalarAsync<int?>("SELECT part_count FROM uploads WHERE id = @upload", new { upload }) ?? throw Unknown();

    private static async Task RequireAsync(Session session, string upload, string path)
    {
        if (await session.FindAsync<string>("SELECT path FROM uploads WHERE id = @upload", new { upload }) != path)
            throw Unknown();
    }

    private static async Task ForgetAsync(Session session, string upload)
    {
        await session.ExecuteAsync("DELETE FROM upload_parts WHERE upload_id = @upload", new { upload });
        await session.ExecuteAsync("DELETE FROM uploads WHERE id = @upload", new { upload });
    }

    private static void Check(IReadOnlyList<UploadPart> parts, IReadOnlyList<PartRow> came)
    {
        List<Problem> problems = [];
        if (came.Count == 0)
            problems.Add(new Problem("parts", "none came; upload at least one before the upload is completed."));
        if (!parts.Select(part => part.Number).Order().SequenceEqual(came.Select(part => (int)part.Number)))
            problems.Add(new Problem("parts", $"names {Shown(parts.Select(part => part.Number))}; those that came are {Shown(came.Select(part => (int)part.Number))}."));
        foreach (var part in parts.Where(part => part.Hash.Length > 0))
        {
            if (came.FirstOrDefault(row => row.Number == part.Number) is { } row && row.Hash != part.Hash)
                problems.Add(new Problem("parts", $"has another etag for part {part.Number} than the part that came; upload the part again."));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The upload cannot be completed.", problems);
    }

    private static string Shown(IEnumerable<int> numbers)
    {
        const int most = 20;
        var all = numbers.ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all.Take(most)) + (all.Count > most ? $" and {all.Count - most} more" : "");
    }

    private static SakerException Unknown() => new(ErrorKind.NotFound, "There is no such upload for this path: it was never begun, is complete, or was given up.", "upload_id");

    private sealed record PartRow
    {
        public long Number { get; init; }

        public required string Hash { get; init; }

        public long ByteCount { get; init; }
    }
}
