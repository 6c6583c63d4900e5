using Saker.Data;

namespace Saker.Platform.Monitoring;

/// <summary>
/// Rows of stored datasets that every window is compared with again: few, and not for long, so that what was removed meanwhile is let go of within the hour. Thread-safe.
/// </summary>
internal sealed class KeptTables(TimeProvider time)
{
    private const int MaxKept = 8;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Table? Rows, DateTimeOffset At)> _kept = new(StringComparer.Ordinal);

    /// <summary>What was read under a key, or is read now; also that there is nothing is kept.</summary>
    public async Task<Table?> GetAsync(string key, Func<Task<Table?>> read)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var known) && now - known.At < KeptFor)
                return known.Rows;
        }
        var found = await read();
        lock (_lock)
        {
            if (_kept.Count >= MaxKept && !_kept.ContainsKey(key))
                _kept.Remove(_kept.MinBy(kept => kept.Value.At).Key);
            _kept[key] = (found, now);
        }
        return found;
    }
}
