using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gives blocks to one sink at the sink's own speed.</summary>
internal sealed class SinkPump(ICaptureSink sink, CaptureOptions options, ILogger logger)
{
    private readonly Channel<CapturedBlock> _blocks = Channel.CreateUnbounded<CapturedBlock>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly RareLog _whenDropped = new();
    private readonly RareLog _whenFailed = new();
    private long _pending;
    private long _dropped;
    private long _failed;

    public SinkStatus Status => new(sink.Name, Volatile.Read(ref _pending), Volatile.Read(ref _dropped), Volatile.Read(ref _failed));

    /// <summary>Has the sink take the block when it is its turn; drops it where too much waits already.</summary>
    public void Give(CapturedBlock block, DateTimeOffset now)
    {
        if (Volatile.Read(ref _pending) is > 0 and var pending && pending + SizeOf(block) > options.MaxPendingRows)
        {
            var dropped = Interlocked.Add(ref _dropped, block.Requests.Count);
            if (_whenDropped.IsDue(now))
                logger.SinkIsBehind(sink.Name, dropped);
            return;
        }
        Interlocked.Add(ref _pending, SizeOf(block));
        _blocks.Writer.TryWrite(block);
    }

    /// <summary>No block comes any more: once the sink has taken all, it is to make them durable.</summary>
    public void Complete() => _blocks.Writer.TryComplete();

    /// <summary>Runs until <see cref="Complete"/>, or until it is cancelled.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        await foreach (var block in _blocks.Reader.ReadAllAsync(cancellationToken))
        {
            await GuardAsync(() => sink.TakeAsync(block, cancellationToken), block.Requests.Count, time, cancellationToken);
            Interlocked.Add(ref _pending, -SizeOf(block));
        }
        await GuardAsync(() => sink.FlushAsync(cancellationToken), 0, time, cancellationToken);
    }

    private async Task GuardAsync(Func<ValueTask> work, int requests, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var failed = Interlocked.Add(ref _failed, requests);
            if (_whenFailed.IsDue(time.GetUtcNow()))
                logger.SinkFailed(e, sink.Name, failed);
        }
    }

    private static int SizeOf(CapturedBlock block) => Math.Max(block.RowCount, block.Requests.Count);
}
