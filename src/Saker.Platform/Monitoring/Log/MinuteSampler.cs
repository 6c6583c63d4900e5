namespace Saker.Platform.Monitoring.Log;

/// <summary>Decides, row by row as they come, which ones may be among the sample of their minute. For one user at a time.</summary>
/// <remarks>
/// What is taken early in a minute may fall out of the sample later: rows are thinned to the last threshold when they are sealed. Of n rows about
/// k (1 + ln(n/k)) are taken at first for a sample of k.
/// </remarks>
internal sealed class MinuteSampler
{
    // Requests end in order but for a few, unless a clock was set back.
    private const int MaxMinutes = 5;

    private readonly Dictionary<(string Endpoint, string Model, int Version), SortedList<long, Reservoir>> _minutes = [];

    /// <summary>The threshold of a minute: rows whose hash is below are to be taken.</summary>
    public ulong Threshold(LogBlock block, long minute, LogSettings settings) => settings.Sample switch
    {
        LogSampling.All => ulong.MaxValue,
        LogSampling.Off => 0,
        LogSampling.Rate => settings.Rate >= 1 ? ulong.MaxValue : (ulong)(settings.Rate * Math.Pow(2, 64)),
        _ => Find(block, minute, settings.RowsPerMinute).Threshold,
    };

    /// <summary>Tells of a row; gives whether it is to be taken.</summary>
    public bool Offer(LogBlock block, long minute, ulong hash, LogSettings settings)
    {
        if (settings.Sample != LogSampling.Reservoir)
            return hash < Threshold(block, minute, settings);
        return Find(block, minute, settings.RowsPerMinute).Offer(hash);
    }

    private Reservoir Find(LogBlock block, long minute, int size)
    {
        var key = (block.Endpoint, block.Model, block.Version);
        if (!_minutes.TryGetValue(key, out var minutes))
            _minutes[key] = minutes = [];
        if (minutes.TryGetValue(minute, out var found) && found.Size == size)
            return found;
        // A policy that changed within the minute begins anew, and never takes more than the one before would have.
        var made = new Reservoir(size, found?.Threshold ?? ulong.MaxValue);
        minutes[minute] = made;
        // The oldest other one: that of a late request is needed for the next late request.
        if (minutes.Count > MaxMinutes)
            minutes.RemoveAt(minutes.GetKeyAtIndex(0) == minute ? 1 : 0);
        return made;
    }

    /// <summary>The k+1 smallest hashes so far, of which the largest is the threshold.</summary>
    private sealed class Reservoir(int size, ulong most)
    {
        // The largest comes out first.
        private readonly PriorityQueue<ulong, ulong> _smallest = new();

        public int Size => size;

        public ulong Threshold => _smallest.Count <= size ? most : Math.Min(most, _smallest.Peek());

        public bool Offer(ulong hash)
        {
            if (hash >= Threshold)
                return false;
            if (_smallest.Count <= size)
                _smallest.Enqueue(hash, ~hash);
            else
                _smallest.EnqueueDequeue(hash, ~hash);
            return hash < Threshold;
        }
    }
}
