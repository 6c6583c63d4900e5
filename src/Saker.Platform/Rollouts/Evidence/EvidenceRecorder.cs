using Microsoft.Extensions.Logging;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Writes what the requests of this process say of rollouts, every <see cref="EvidenceOptions.FlushInterval"/>. A block that could not be written is written again under
/// the same number, so that it counts once whatever failed. What a killed process had not written is gone: the rollout knows a second less of one replica, and no request is.
/// </summary>
internal sealed partial class EvidenceRecorder(EvidenceCollector collector, IEvidenceStore store, Ids ids, EvidenceOptions options, TimeProvider time, ILogger<EvidenceRecorder> logger)
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly List<EvidenceBlock> _pending = [];
    private readonly Dictionary<(string Rollout, int Arm), long> _dropped = [];
    private readonly string _replica = ids.NewUlid();
    private ModelHost? _host;
    private long _sequence;
    private long _lost;
    private bool _isFailing;

    /// <summary>Blocks since the start that were given up, because they could not be written.</summary>
    public long LostCount => Volatile.Read(ref _lost);

    /// <summary>Counts and writes until cancelled; then what is left is written.</summary>
    public async Task RunAsync(ModelHost host, CancellationToken cancellationToken)
    {
        _host = host;
        host.AddObserver(collector);
        host.AddShadowObserver(collector);
        using var timer = new PeriodicTimer(options.FlushInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
        host.RemoveShadowObserver(collector);
        host.RemoveObserver(collector);
        await FlushAsync(CancellationToken.None);
    }

    /// <summary>Writes what was counted so far, and what waits; what cannot be written goes on waiting.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            foreach (var (split, arms, shadows) in collector.Take())
                _pending.Add(new EvidenceBlock { Rollout = split.Rollout, Revision = split.Revision, Replica = _replica, Sequence = ++_sequence, At = now, Weights = split.Weights, Arms = arms, Shadows = WithDropped(split, shadows) });
            if (_pending.Count > 0)
                await TryWriteAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    // Copies that were not run are counted where they would have been.
    private ShadowBlock[] WithDropped(SplitTally split, ShadowBlock[] shadows)
    {
        if (shadows.Length == 0 || _host?.FindSplit(split.Endpoint) is not { } status || status.Split.RolloutId != split.Rollout)
            return shadows;
        for (var arm = 1; arm < Math.Min(shadows.Length, status.Arms.Count); arm++)
        {
            var dropped = status.Arms[arm].Shadow?.DroppedCount ?? 0;
            // A host that holds the split anew counts anew.
            shadows[arm] = shadows[arm] with { DroppedCount = dropped - Math.Min(dropped, _dropped.GetValueOrDefault((split.Rollout, arm))) };
            _dropped[(split.Rollout, arm)] = dropped;
        }
        return shadows;
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.AppendAsync(_pending, cancellationToken);
            _pending.Clear();
            _isFailing = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (!_isFailing)
                LogFailed(exception, _pending.Count);
            _isFailing = true;
            var surplus = Math.Max(0, _pending.Count - options.MaxPendingBlocks);
            _pending.RemoveRange(0, surplus);
            Interlocked.Add(ref _lost, surplus);
        }
    }

    [LoggerMessage(2841, LogLevel.Warning, "{Count} blocks of rollouts' evidence could not be written; they are tried again")]
    private partial void LogFailed(Exception exception, int count);
}
