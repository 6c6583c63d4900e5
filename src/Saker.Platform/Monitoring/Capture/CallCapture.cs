using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>
/// Copies requests, at their end, into memory that <see cref="CaptureRunner"/> makes blocks of. A copy takes a lock that only requests on the same processor share, for
/// as long as the bytes take; nothing is allocated or decoded. Where memory is used up, requests are dropped and counted: serving never waits.
/// </summary>
internal sealed class CallCapture : ICallObserver
{
    private const int MaxStripes = 16;

    private readonly ConditionalWeakTable<LoadedModel, ConcurrentDictionary<string, CaptureSource>> _sources = [];
    private readonly ConcurrentDictionary<string, EndpointScope> _scopes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<CaptureChunk> _full = new();
    private readonly SemaphoreSlim _hasWork = new(0);
    private readonly CaptureStripe[] _stripes;
    private readonly ChunkPool _pool;
    private readonly CaptureOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CallCapture> _logger;
    private int _profileStep = 1;
    private long _dropped;
    private long _failed;

    public CallCapture(CaptureOptions options, TimeProvider time, ILogger<CallCapture> logger)
    {
        options.Validate();
        (_options, _time, _logger) = (options, time, logger);
        _pool = new ChunkPool(options.MaxBytes);
        _stripes = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, MaxStripes)).Select(_ => new CaptureStripe())];
    }

    /// <summary>Requests that were not captured since the start because memory was used up.</summary>
    public long DroppedCount => Volatile.Read(ref _dropped);

    /// <summary>Memory for what was captured and is no block yet.</summary>
    public long Bytes => _pool.Bytes;

    /// <summary>Profiles take the rows of one request of so many; 1 for all. What is taken of the others is wanted by a sample, or nothing: rows that nobody keeps are not copied.</summary>
    public int ProfileStep
    {
        get => Volatile.Read(ref _profileStep);
        set => Volatile.Write(ref _profileStep, Math.Max(1, value));
    }

    /// <summary>The endpoints that were ever asked.</summary>
    public IEnumerable<EndpointScope> Scopes => _scopes.Values;

    /// <inheritdoc/>
    public void Completed(InferCall call)
    {
        try
        {
            var source = SourceOf(call);
            if (source.Scope.Scope is var scope && scope == CaptureScope.Nothing)
                return;
            var at = _time.GetUtcNow().UtcTicks;
            var stripe = _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];
            var record = new CaptureRecord(call, source, scope == CaptureScope.Rows, UseOf(call, source, at, stripe), at, _options.MaxIdBytes);
            if (!stripe.TryWrite(record, _pool, out var full))
                Interlocked.Increment(ref _dropped);
            if (full is not null)
                HandOver(full);
        }
        catch (Exception e)
        {
            // The answer is on its way; nobody is to lose it for this.
            Interlocked.Increment(ref _dropped);
            if (Interlocked.Increment(ref _failed) == 1)
                _logger.CaptureFailed(e, call.Endpoint);
        }
    }

    /// <summary>Waits until a chunk is full or <see cref="Wake"/> was called.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _hasWork.WaitAsync(cancellationToken);

    /// <summary>Ends the wait.</summary>
    public void Wake() => _hasWork.Release();

    /// <summary>Takes the chunks that are full, and those that are not where asked to.</summary>
    public void Take(bool takesAll, List<CaptureChunk> into)
    {
        if (takesAll)
        {
            // First: what is full by now goes before what is written meanwhile.
            foreach (var stripe in _stripes)
                if (stripe.Take() is { } begun)
                    _full.Enqueue(begun);
        }
        while (_full.TryDequeue(out var chunk))
            into.Add(chunk);
    }

    public void Return(CaptureChunk chunk) => _pool.Return(chunk);

    /// <summary>Lets go of memory that is not used.</summary>
    public void Trim() => _pool.Trim();

    /// <summary>Tells which rows the sample of an endpoint's minute still takes.</summary>
    public void Tell(string endpoint, RowThreshold threshold)
    {
        if (_scopes.TryGetValue(endpoint, out var scope))
            scope.Tell(threshold);
    }

    private RowUse UseOf(InferCall call, CaptureSource source, long at, CaptureStripe stripe)
    {
        if (ProfileStep is var step && step == 1)
            return RowUse.Profile | RowUse.Sample;
        return (stripe.Draw(step) ? RowUse.Profile : 0) | (IsSampled(call, source, at) ? RowUse.Sample : 0);
    }

    private bool IsSampled(InferCall call, CaptureSource source, long at)
    {
        var below = source.Scope.ThresholdOf(call.Source?.Model ?? source.Version.Model, call.AnsweredVersion, at / TimeSpan.TicksPerMinute);
        if (below is 0 or ulong.MaxValue || call.RequestId is not { } id || id.Length > _options.MaxIdBytes / 3)
            return below > 0;
        var hash = RowHash.Of(id);
        for (var row = 0; row < call.RowCount; row++)
            if (RowHash.Of(hash, row) < below)
                return true;
        return false;
    }

    private void HandOver(CaptureChunk chunk)
    {
        _full.Enqueue(chunk);
        _hasWork.Release();
    }

    // A call is used again for requests to the same version, mostly under the same name.
    private CaptureSource SourceOf(InferCall call)
    {
        if (call.ObserverState is CaptureSource known && (ReferenceEquals(known.Endpoint, call.Endpoint) || known.Endpoint == call.Endpoint) && known.IsEndpoint == call.IsEndpoint)
            return known;
        var ofModel = _sources.GetValue(call.Model, static _ => new ConcurrentDictionary<string, CaptureSource>(StringComparer.Ordinal));
        if (!ofModel.TryGetValue(call.Endpoint, out var source) || source.IsEndpoint != call.IsEndpoint)
        {
            var scope = _scopes.GetOrAdd(call.Endpoint, static endpoint => new EndpointScope(endpoint));
            ofModel[call.Endpoint] = source = new CaptureSource(call.Endpoint, call.IsEndpoint, call.Model, scope);
        }
        call.ObserverState = source;
        return source;
    }
}
