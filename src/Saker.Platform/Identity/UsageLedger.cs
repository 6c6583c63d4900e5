using System.Collections.Concurrent;

namespace Saker.Platform.Identity;

/// <summary>
/// The meters of all callers: opened with what the store has of the day, and written behind, so that counting costs nothing and a
/// restart forgets at most what came since the last writing. Counts of several processes over one home come together there.
/// </summary>
internal sealed class UsageLedger(IUsageStore store, TimeProvider time) : IDisposable
{
    // From so many on, reading a whole day is less than reading one after the other.
    private const int ManySubjects = 10;

    private readonly ConcurrentDictionary<string, KeyMeter> _meters = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>The meters of callers, made where there is none yet; one whose policy changed is a new one.</summary>
    public async Task<IReadOnlyDictionary<string, KeyMeter>> OpenAsync(IReadOnlyDictionary<string, KeyPolicy> subjects, CancellationToken cancellationToken)
    {
        var missing = subjects.Keys.Where(subject => !_meters.ContainsKey(subject)).ToList();
        var day = (int)(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay);
        Dictionary<string, UsageTotal> stored = new(StringComparer.Ordinal);
        if (missing.Count > ManySubjects)
            stored = (await store.ListAsync(day, null, cancellationToken)).ToDictionary(total => total.Subject, StringComparer.Ordinal);
        else
            foreach (var subject in missing)
                foreach (var total in await store.ListAsync(day, subject, cancellationToken))
                    stored[subject] = total;
        foreach (var subject in missing)
        {
            var meter = new KeyMeter(subject, subjects[subject], time);
            if (stored.TryGetValue(subject, out var total))
                meter.Restore(total);
            _meters.TryAdd(subject, meter);
        }
        return subjects.Keys.ToDictionary(subject => subject, subject => _meters[subject], StringComparer.Ordinal);
    }

    /// <summary>Lets go of the meters of callers that are none any more, once what they counted is stored.</summary>
    public void Close(Predicate<string> isGone)
    {
        foreach (var (subject, meter) in _meters)
            if (isGone(subject) && meter.TakeUnstored().Count == 0)
                _meters.TryRemove(subject, out _);
    }

    /// <summary>Stores what was counted since the last time. When that fails nothing is lost: it is due again.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var due = _meters.Values.SelectMany(meter => meter.TakeUnstored().Select(usage => (Meter: meter, Usage: usage))).ToList();
            if (due.Count == 0)
                return;
            var now = time.GetUtcNow();
            var deltas = due.ConvertAll(one => one.Usage.TakeDelta(one.Meter.Subject, now));
            try
            {
                var totals = await store.AddAsync(deltas, cancellationToken);
                for (var i = 0; i < due.Count; i++)
                    due[i].Usage.Stored(deltas[i], totals[i]);
            }
            catch
            {
                for (var i = 0; i < due.Count; i++)
                    due[i].Usage.NotStored(deltas[i]);
                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();
}
