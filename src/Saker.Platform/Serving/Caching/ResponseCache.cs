using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Caching;

/// <summary>
/// Keeps an endpoint's answers for equal requests, and lets equal requests at the same time run once. Equal are requests to the
/// same version with the same bytes, which are compared in full. Failures are not kept. Thread-safe; every operation costs the same
/// however much is kept.
/// </summary>
internal sealed class ResponseCache
{
    private const int MaxShards = 16;
    private const int MaxPooledKeyBytes = 1 << 16;

    // Objects around the bytes of an entry, roughly.
    private const int EntryOverhead = 300;
    private const int OutputOverhead = 150;

    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _writers = [];
    private readonly CacheShard[] _shards;
    private readonly RequestKeyComparer _comparer;
    private readonly TimeProvider _time;
    private long _hits;
    private long _misses;

    /// <param name="settings">The limits.</param>
    /// <param name="time">Tells how old answers are.</param>
    /// <param name="hash">Finds candidates; null takes the usual hash.</param>
    public ResponseCache(CacheSettings settings, TimeProvider time, RequestHash? hash = null)
    {
        _time = time;
        _comparer = new RequestKeyComparer(hash);
        // Few entries share one lock: splitting them would make the limits coarse.
        var count = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(settings.MaxEntries / 64 / 2) + 1), 1, MaxShards);
        _shards = [.. Enumerable.Range(0, count).Select(_ => new CacheShard(settings.MaxEntries / count, settings.MaxBytes / count, settings.TimeToLive, time, _comparer))];
    }

    /// <summary>Answers from what is kept or is under way; else runs, and keeps the answer.</summary>
    /// <param name="version">Model and version; answers of one never go to requests of another.</param>
    /// <param name="tensors">The inputs, as the model would get them; gets the outputs.</param>
    /// <param name="run">Runs the model on the tensors; called at most once.</param>
    /// <param name="maxWait">How long it may wait for an equal request under way; its own run it limits itself.</param>
    /// <param name="cancellationToken">Gives this request up; equal ones go on.</param>
    /// <returns>Whether the answer came from another request.</returns>
    /// <exception cref="SakerException">An equal request did not end in time (timeout).</exception>
    public async ValueTask<bool> GetOrRunAsync(
        string version, TensorSet tensors, Func<TensorSet, CancellationToken, ValueTask> run, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        var writer = _writers.TryTake(out var pooled) ? pooled : new ArrayBufferWriter<byte>(256);
        try
        {
            RequestKey.Write(version, tensors.Inputs, writer);
            var beganAt = _time.GetTimestamp();
            while (true)
            {
                var shard = _shards[_comparer.GetHashCode(writer.WrittenSpan) & (_shards.Length - 1)];
                if (!shard.TryFind(writer.WrittenSpan, out var entry, out var flight, out var ownKey, out var generation))
                {
                    await RunAsync(shard, ownKey, flight, generation, tensors, run, cancellationToken);
                    return false;
                }
                entry ??= await WaitAsync(flight, maxWait, beganAt, cancellationToken);
                if (entry is null)
                    continue;
                Interlocked.Increment(ref _hits);
                entry.CopyTo(tensors.Outputs);
                return true;
            }
        }
        finally
        {
            if (writer.Capacity <= MaxPooledKeyBytes)
            {
                writer.ResetWrittenCount();
                _writers.Add(writer);
            }
        }
    }

    private async ValueTask<CacheEntry?> WaitAsync(Flight flight, TimeSpan maxWait, long beganAt, CancellationToken cancellationToken)
    {
        var left = maxWait - _time.GetElapsedTime(beganAt);
        try
        {
            return await flight.End.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SakerException(ErrorKind.Timeout, FormattableString.Invariant($"An equal request under way did not end within {maxWait.TotalMilliseconds:0} ms, the time that the request or the endpoint allows."), "timeout");
        }
    }

    /// <summary>Lets go of everything. Requests under way answer their own callers and are not kept.</summary>
    public void Clear()
    {
        foreach (var shard in _shards)
            shard.Clear();
    }

    public CacheStatistics ToStatistics() => new(
        Volatile.Read(ref _hits), Volatile.Read(ref _misses), _shards.Sum(shard => shard.EvictionCount), _shards.Sum(shard => shard.EntryCount), _shards.Sum(shard => shard.Bytes));

    private async ValueTask RunAsync(
        CacheShard shard, byte[] key, Flight flight, long generation, TensorSet tensors, Func<TensorSet, CancellationToken, ValueTask> run, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _misses);
        CacheEntry? entry = null;
        Exception? failure = null;
        try
        {
            await run(tensors, cancellationToken);
            entry = Copy(key, tensors.Outputs);
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            // First out of the way, then ended: whoever retries must not find it again.
            shard.End(key, flight, entry, generation);
            if (entry is not null)
                flight.Land(entry);
            else if (failure is null or OperationCanceledException or SakerException { Kind: not (ErrorKind.Internal or ErrorKind.InvalidInput or ErrorKind.TooLarge) })
                flight.Abandon();
            else
                flight.Fail(failure);
        }
    }

    private CacheEntry Copy(byte[] key, ReadOnlySpan<TensorBuffer> outputs)
    {
        var copies = new TensorBuffer[outputs.Length];
        var bytes = (long)key.Length + EntryOverhead;
        for (var i = 0; i < outputs.Length; i++)
        {
            copies[i] = new TensorBuffer(outputs[i].Type);
            copies[i].CopyFrom(outputs[i]);
            // Buffers grow by half more than they need.
            bytes += OutputOverhead + (3L * SizeOf(outputs[i]) / 2);
        }
        return new CacheEntry(key, copies, bytes, _time.GetTimestamp());
    }

    private static long SizeOf(TensorBuffer buffer)
    {
        if (buffer.Type != ElementType.Text)
            return buffer.Bytes.Length;
        var bytes = 8L * buffer.Count;
        for (var i = 0; i < buffer.Count; i++)
            bytes += buffer.Text(i).Length;
        return bytes;
    }
}
