using System.Collections.Concurrent;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>Keeps the blocks that it takes.</summary>
internal sealed class FakeSink(string name) : ICaptureSink
{
    public string Name => name;

    public ConcurrentQueue<CapturedBlock> Blocks { get; } = new();

    public bool Fails { get; init; }

    /// <summary>Blocks wait for it, when it is set.</summary>
    public TaskCompletionSource? Gate { get; init; }

    public bool IsFlushed { get; private set; }

    public async ValueTask TakeAsync(CapturedBlock block, CancellationToken cancellationToken)
    {
        if (Fails)
            throw new IOException("The disk is full.");
        if (Gate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);
        Blocks.Enqueue(block);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        IsFlushed = true;
        return ValueTask.CompletedTask;
    }
}
