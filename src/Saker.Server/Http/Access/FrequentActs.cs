using Saker.Platform.Audit;

namespace Saker.Server.Http.Access;

/// <summary>
/// Acts that come by the thousands, by caller, target and outcome: the first of a minute is noted at once, so that nobody changes
/// anything without a trace; how many followed is noted when the minute is over. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="maxCount">How many callers and targets are counted at a time; of those beyond, every act is noted.</param>
internal sealed class FrequentActs(TimeProvider time, int maxCount = FrequentActs.MaxCount)
{
    public const int MaxCount = 10_000;

    /// <summary>How long acts are counted after the first.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Actor, string? KeyId, string Act, string Target, AuditOutcome Outcome), Count> _counts = [];

    /// <summary>Whether this act is noted itself; otherwise it was counted.</summary>
    public bool IsFirst(AuditEntry entry)
    {
        var key = (entry.Actor, entry.KeyId, entry.Act, entry.Target, entry.Outcome);
        lock (_lock)
        {
            if (_counts.TryGetValue(key, out var count))
            {
                count.Followed++;
                return false;
            }
            if (_counts.Count < maxCount)
                _counts.Add(key, new Count(entry, time.GetTimestamp()));
            return true;
        }
    }

    /// <summary>Ends the minutes that are over, or all, and gives what is to be noted of them.</summary>
    public IReadOnlyList<AuditEntry> End(bool all)
    {
        var ended = new List<AuditEntry>();
        lock (_lock)
        {
            foreach (var (key, count) in _counts)
            {
                if (!all && time.GetElapsedTime(count.Began) < Window)
                    continue;
                _counts.Remove(key);
                if (count.Followed > 0)
                    ended.Add(count.First with { Detail = FormattableString.Invariant($"{count.Followed} more like it within a minute"), RequestId = null });
            }
        }
        return ended;
    }

    private sealed class Count(AuditEntry first, long began)
    {
        public AuditEntry First { get; } = first;

        public long Began { get; } = began;

        public long Followed { get; set; }
    }
}
