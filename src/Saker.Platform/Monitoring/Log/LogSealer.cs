using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Makes segments of journals that nobody writes to any more: those that this process ended, and those of processes that are gone. A journal goes
/// only when its segments are known to the database; whatever fails before, it is sealed the next time, once.
/// </summary>
internal sealed partial class LogSealer(
    Journal journal, JournalFiles files, SegmentStore segments, ErasureStore erasures, ProcessOwner owner, TimeProvider time, ILogger<LogSealer> logger) : IDisposable
{
    private static readonly TimeSpan WarnEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _once = new(1);
    private readonly Lock _lock = new();
    private (DateTimeOffset Since, string Reason)? _failure;
    private DateTimeOffset _warnedAt;

    /// <summary>Since when sealing fails, and why; null while all is well.</summary>
    public (DateTimeOffset Since, string Reason)? Failure
    {
        get
        {
            lock (_lock)
                return _failure;
        }
    }

    /// <summary>Seals all that can be sealed. What fails is logged, shown and tried again the next time.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            Exception? failure = null;
            foreach (var name in files.List().Where(IsEnded))
            {
                try
                {
                    await SealAsync(name, cancellationToken);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // One whose key is gone keeps no other waiting.
                    failure = e;
                }
            }
            if (failure is not null)
                Fail(failure);
            else
                Recover();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(e);
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private bool IsEnded(string name)
    {
        var writer = JournalName.OwnerOf(name);
        return writer == owner.Id ? name != journal.Name : !owner.IsAlive(writer);
    }

    private async Task SealAsync(string name, CancellationToken cancellationToken)
    {
        if ((await segments.ListSealedAsync([name], cancellationToken)).Count == 0)
        {
            using var blocks = files.Open(name);
            if (blocks is null)
                return;
            var made = Build(blocks, await erasures.ReadAsync(cancellationToken));
            if (made.Count > 0)
                await segments.AddAsync(name, made, cancellationToken);
            if (blocks.IsRestDamaged)
                LogDamaged(name, blocks.RestBytes);
            LogSealed(name, made.Count);
        }
        files.Remove(name);
    }

    private static List<(string Endpoint, SegmentBuilder Segment)> Build(EndedJournal journal, Func<LogRequest, bool> stays)
    {
        var thresholds = SampleThinning.Thresholds(journal.Heads().Select(head => (head.Endpoint, head.Model, head.Version, (IReadOnlyList<LogMinute>)head.Minutes)));
        Dictionary<string, SegmentBuilder> made = new(StringComparer.Ordinal);
        foreach (var block in journal.Blocks().Select(block => block.Where(stays)).Where(block => block.Requests.Length > 0))
        {
            if (!made.TryGetValue(block.Endpoint, out var segment))
                made.Add(block.Endpoint, segment = new SegmentBuilder());
            segment.Add(SampleThinning.Apply(block, thresholds[(block.Endpoint, block.Model, block.Version)]));
        }
        foreach (var segment in made.Values)
            segment.Complete();
        return [.. made.Select(one => (one.Key, one.Value))];
    }

    private void Recover()
    {
        lock (_lock)
            _failure = null;
    }

    private void Fail(Exception failure)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failure = (_failure?.Since ?? now, failure.Message);
            if (now - _warnedAt < WarnEvery)
                return;
            _warnedAt = now;
        }
        LogNotSealing(failure is SakerException ? null : failure, failure.Message);
    }

    [LoggerMessage(EventId = 7210, Level = LogLevel.Warning, Message = "Journals of the prediction log cannot be sealed: {Reason}. They are kept, and it is tried again")]
    private partial void LogNotSealing(Exception? exception, string reason);

    [LoggerMessage(EventId = 7211, Level = LogLevel.Debug, Message = "Sealed the journal {Journal} into {Segments} segments")]
    private partial void LogSealed(string journal, int segments);

    [LoggerMessage(EventId = 7212, Level = LogLevel.Warning, Message = "The journal {Journal} of the prediction log is damaged: its last {Bytes} bytes are not what was written, and the requests in them are lost. Those before them are sealed. See to the disk")]
    private partial void LogDamaged(string journal, long bytes);
}
