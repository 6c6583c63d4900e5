namespace Saker.Platform.Monitoring.Capture;

/// <summary>
/// Takes what was captured of the requests that this process answered. Each sink has a queue and a loop of its own: it is called with one block at
/// a time, in the order in which they were made, and neither its speed nor its failures touch serving or another sink. What it cannot take in
/// time is dropped for it alone, and counted.
/// </summary>
public interface ICaptureSink
{
    /// <summary>What people read in logs and counters, such as <c>windows</c>.</summary>
    string Name { get; }

    /// <summary>Takes a block, which others have too and nobody changes. A failure is logged, and the block is not given again.</summary>
    ValueTask TakeAsync(CapturedBlock block, CancellationToken cancellationToken);

    /// <summary>Makes durable what was taken. Called once, at the end, after the last block.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
