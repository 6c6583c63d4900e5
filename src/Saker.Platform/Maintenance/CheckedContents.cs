using Saker.Data;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Maintenance;

/// <summary>Content that is read to its end, once however many files have it.</summary>
internal sealed class CheckedContents(BlobKeeper blobs)
{
    private readonly Dictionary<(string Hash, long ByteCount), string?> _faults = [];

    /// <summary>The size of what was read.</summary>
    public long ByteCount { get; private set; }

    /// <summary>What is wrong with content; null when it is what was stored.</summary>
    public async Task<string?> FaultOfAsync(string hash, long byteCount, CancellationToken cancellationToken)
    {
        if (_faults.TryGetValue((hash, byteCount), out var known))
            return known;
        string? fault = null;
        try
        {
            await using var content = await blobs.OpenAsync(hash, byteCount, "it", cancellationToken);
            await content.CopyToAsync(Stream.Null, cancellationToken);
            ByteCount += byteCount;
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.DataLoss)
        {
            fault = await blobs.Store.FindSizeAsync(hash, cancellationToken) is null ? $"the content {hash} is gone" : $"the content {hash} was changed";
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            // Its key is not here.
            fault = $"the content {hash} cannot be read: {exception.Message.TrimEnd('.')}";
        }
        return _faults[(hash, byteCount)] = fault;
    }
}
