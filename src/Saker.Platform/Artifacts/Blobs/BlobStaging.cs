using System.Buffers;
using System.Security.Cryptography;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts.Blobs;

/// <summary>Writes what comes in to files of the home under temporary names that say who does it, hashing while it streams.</summary>
internal sealed class BlobStaging(SakerHome home, ProcessOwner owner, Ids ids, ArtifactOptions options)
{
    public const string Prefix = ".new-";

    private const int BufferSize = 128 * 1024;

    /// <exception cref="SakerException">It is larger than allowed (invalid input).</exception>
    public async Task<StagedBlob> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(home.Blobs, $"{Prefix}{owner.Id}-{ids.NewUlid()}");
        var file = Create(path);
        try
        {
            return await WriteAsync(file, content, cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Removes what processes that are gone left half-way; gives the number of files.</summary>
    public int Sweep()
    {
        var removed = 0;
        foreach (var file in Directory.EnumerateFiles(home.Blobs, Prefix + "*"))
        {
            var parts = Path.GetFileName(file)[Prefix.Length..].Split('-');
            if (parts.Length != 2 || owner.IsAlive(parts[0]))
                continue;
            File.Delete(file);
            removed++;
        }
        return removed;
    }

    private async Task<StagedBlob> WriteAsync(FileStream target, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = target;
            long length = 0;
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > options.MaxFileBytes)
                    throw TooLarge(options.MaxFileBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            file.Flush(flushToDisk: true);
            return new StagedBlob(target.Name, Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(e);
        }
    }

    private static SakerException TooLarge(long maxBytes) =>
        new(ErrorKind.InvalidInput, $"The file is larger than {maxBytes} bytes, which is the most that is stored here. Store it in parts, or start the server with a larger --max-artifact-bytes.", "content");
}
