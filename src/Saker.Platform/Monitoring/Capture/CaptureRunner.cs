using Microsoft.Extensions.Logging;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Has a host's requests captured while it runs, makes blocks of them in the background, and gives those to every sink.</summary>
internal sealed class CaptureRunner
{
    private readonly CallCapture _capture;
    private readonly BlockBuilders _builders;
    private readonly SinkPump[] _sinks;
    private readonly ICapturePolicy? _policy;
    private readonly CaptureOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CaptureRunner> _logger;
    private readonly List<CaptureChunk> _chunks = [];
    private readonly RareLog _whenFull = new();
    private long _captured;
    private long _toldDropped;
    private int _isDue;

    public CaptureRunner(CallCapture capture, IEnumerable<ICaptureSink> sinks, CaptureOptions options, TimeProvider time, ILogger<CaptureRunner> logger, ICapturePolicy? policy = null)
    {
        (_capture, _options, _time, _logger, _policy) = (capture, options, time, logger, policy);
        _builders = new BlockBuilders(options.MaxBlockRows);
        _sinks = [.. sinks.Select(sink => new SinkPump(sink, options, logger))];
    }

    public CaptureStatus Status => new(_options.IsOn, Volatile.Read(ref _captured), _capture.DroppedCount, _capture.Bytes, [.. _sinks.Select(sink => sink.Status)]);

    /// <summary>Captures until cancelled; then the sinks get what is left, and this ends when they have made it durable or took too long.</summary>
    public async Task RunAsync(ModelHost host, CancellationToken cancellationToken)
    {
        if (!_options.IsOn || _sinks.Length == 0)
            return;
        using var late = new CancellationTokenSource();
        var pumps = Task.WhenAll(_sinks.Select(sink => Task.Run(() => sink.RunAsync(_time, late.Token), CancellationToken.None)));
        host.AddObserver(_capture);
        await using (_time.CreateTimer(_ => OnTime(), null, _options.Interval, _options.Interval))
            await LoopAsync(cancellationToken);
        host.RemoveObserver(_capture);
        await TryRoundAsync(takesAll: true, CancellationToken.None);
        foreach (var sink in _sinks)
            sink.Complete();
        await StopAsync(pumps, late);
    }

    /// <summary>One round of the loop, for who waits until all is with the sinks' queues.</summary>
    internal async Task RoundAsync(bool takesAll, CancellationToken cancellationToken)
    {
        await RefreshScopesAsync(takesAll, cancellationToken);
        _chunks.Clear();
        _capture.Take(takesAll, _chunks);
        foreach (var chunk in _chunks)
        {
            _builders.Add(chunk, Give);
            _capture.Return(chunk);
        }
        if (!takesAll)
            return;
        _builders.TakeAll(Give);
        TellDropped();
        if (_chunks.Count == 0)
            _capture.Trim();
    }

    private void OnTime()
    {
        Volatile.Write(ref _isDue, 1);
        _capture.Wake();
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _capture.WaitAsync(cancellationToken);
                await TryRoundAsync(takesAll: Interlocked.Exchange(ref _isDue, 0) != 0, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    private async Task TryRoundAsync(bool takesAll, CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(takesAll, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _logger.RoundFailed(e);
        }
    }

    private async Task RefreshScopesAsync(bool refreshesAll, CancellationToken cancellationToken)
    {
        if (_policy is null)
            return;
        foreach (var scope in _capture.Scopes.Where(scope => refreshesAll || !scope.IsKnown))
        {
            try
            {
                scope.Scope = await _policy.GetAsync(scope.Endpoint, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                _logger.ScopeUnknown(e, scope.Endpoint);
            }
        }
    }

    private void Give(CapturedBlock block)
    {
        Interlocked.Add(ref _captured, block.Requests.Count);
        var now = _time.GetUtcNow();
        foreach (var sink in _sinks)
            sink.Give(block, now);
    }

    private void TellDropped()
    {
        var dropped = _capture.DroppedCount;
        if (dropped == _toldDropped || !_whenFull.IsDue(_time.GetUtcNow()))
            return;
        _toldDropped = dropped;
        _logger.OutOfMemory(dropped, _capture.Bytes);
    }

    private async Task StopAsync(Task pumps, CancellationTokenSource late)
    {
        try
        {
            await pumps.WaitAsync(_options.MaxStopDelay, _time);
        }
        catch (TimeoutException)
        {
            _logger.StoppedLate(_options.MaxStopDelay);
        }
        finally
        {
            await late.CancelAsync();
        }
    }
}
