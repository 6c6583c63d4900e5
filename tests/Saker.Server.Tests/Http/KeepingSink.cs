using System.Collections.Concurrent;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Server.Tests.Http;

/// <summary>Keeps what was captured.</summary>
internal sealed class KeepingSink : ICaptureSink
{
    public string Name => "kept";

    public ConcurrentQueue<CapturedBlock> Blocks { get; } = new();

    public bool IsFlushed { get; private set; }

    public IEnumerable<CapturedRequest> Requests => Blocks.SelectMany(block => block.Requests);

    public ValueTask TakeAsync(CapturedBlock block, CancellationToken cancellationToken)
    {
        Blocks.Enqueue(block);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        IsFlushed = true;
        return ValueTask.CompletedTask;
    }
}
