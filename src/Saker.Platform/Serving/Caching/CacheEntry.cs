using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Caching;

/// <summary>A kept answer. Its outputs are never changed, so any number of requests copy from it at once.</summary>
internal sealed class CacheEntry(byte[] key, TensorBuffer[] outputs, long bytes, long storedAt)
{
    public byte[] Key => key;

    public long Bytes => bytes;

    /// <summary>A timestamp of the cache's clock.</summary>
    public long StoredAt => storedAt;

    public void CopyTo(ReadOnlySpan<TensorBuffer> into)
    {
        for (var i = 0; i < outputs.Length; i++)
            into[i].CopyFrom(outputs[i]);
    }
}
