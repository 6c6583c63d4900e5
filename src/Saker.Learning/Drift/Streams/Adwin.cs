namespace Saker.Learning.Drift.Streams;

/// <summary>
/// ADWIN (Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", 2007): keeps a window of the latest values that is as long as they have one mean. It
/// is cut where the means of both parts differ by more than chance explains, and its older part is let go. The window is held as sums of buckets whose sizes are powers
/// of two, so a million values take some hundred numbers.
/// </summary>
/// <example>
/// <code>
/// var detector = new Adwin();
/// foreach (var error in errors)
///     if (detector.Update(error) == DetectorState.Drift)
///         Console.WriteLine($"the mean is {detector.Mean} now");
/// </code>
/// </example>
public sealed class Adwin : IStreamDetector
{
    internal const string PublicName = "adwin";

    private readonly AdwinSettings _settings;
    private readonly Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public Adwin(AdwinSettings? settings = null)
        : this(settings ?? new AdwinSettings(), new Memory { Rows = [new Row()] })
    {
    }

    private Adwin(AdwinSettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("delta", settings.Delta, settings.Delta is > 0 and < 1, "above 0 and below 1"),
            ("clock", settings.Clock, settings.Clock >= 1, "1 or more"),
            ("max_buckets", settings.MaxBuckets, settings.MaxBuckets >= 1, "1 or more"),
            ("min_window_length", settings.MinWindowLength, settings.MinWindowLength >= 1, "1 or more"),
            ("grace_period", settings.GracePeriod, settings.GracePeriod >= 0, "0 or more"));
        (_settings, _memory) = (settings, memory);
    }

    public string Name => PublicName;

    /// <summary>How many values the window holds.</summary>
    public long Count => _memory.Count;

    /// <summary>Of the window; 0 when it is empty.</summary>
    public double Mean => Count == 0 ? 0 : _memory.Total / Count;

    /// <summary>Of the window.</summary>
    public double Variance => Count == 0 ? 0 : _memory.Squares / Count;

    public DetectorState Update(double value)
    {
        Insert(StreamDetectors.Finite(value));
        _memory.Ticks++;
        if (_memory.Ticks % _settings.Clock != 0 || Count <= _settings.GracePeriod)
            return DetectorState.Stable;
        var changed = false;
        while (HasCut())
        {
            changed = true;
            DropOldest();
        }
        return changed ? DetectorState.Drift : DetectorState.Stable;
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static Adwin Of(AdwinSettings settings, Memory memory) => new(settings, memory);

    private void Insert(double value)
    {
        if (Count > 0)
            _memory.Squares += Count * (value - Mean) * (value - Mean) / (Count + 1);
        _memory.Count++;
        _memory.Total += value;
        _memory.Rows[0].Totals.Add(value);
        _memory.Rows[0].Squares.Add(0);
        for (var level = 0; _memory.Rows[level].Totals.Count > _settings.MaxBuckets; level++)
        {
            if (level + 1 == _memory.Rows.Count)
                _memory.Rows.Add(new Row());
            Join(_memory.Rows[level], _memory.Rows[level + 1], 1L << level);
        }
    }

    /// <summary>The two oldest buckets of a row become one of the next.</summary>
    private static void Join(Row from, Row to, double size)
    {
        var gap = (from.Totals[0] - from.Totals[1]) / size;
        to.Totals.Add(from.Totals[0] + from.Totals[1]);
        to.Squares.Add(from.Squares[0] + from.Squares[1] + (size * gap * gap / 2));
        from.Totals.RemoveRange(0, 2);
        from.Squares.RemoveRange(0, 2);
    }

    /// <summary>From the oldest bucket on, whether there is a place where both parts differ.</summary>
    private bool HasCut()
    {
        var (oldCount, oldTotal) = (0L, 0.0);
        for (var level = _memory.Rows.Count - 1; level >= 0; level--)
        {
            foreach (var total in _memory.Rows[level].Totals)
            {
                oldCount += 1L << level;
                oldTotal += total;
                var newCount = Count - oldCount;
                if (newCount < _settings.MinWindowLength)
                    return false;
                if (oldCount >= _settings.MinWindowLength && Differ(oldCount, oldTotal / oldCount, newCount, (_memory.Total - oldTotal) / newCount))
                    return true;
            }
        }
        return false;
    }

    /// <summary>By Bernstein's bound with the variance of the window.</summary>
    private bool Differ(long oldCount, double oldMean, long newCount, double newMean)
    {
        var confidence = Math.Log(2 * Math.Log(Count) / _settings.Delta);
        var harmonic = (1.0 / (oldCount - _settings.MinWindowLength + 1)) + (1.0 / (newCount - _settings.MinWindowLength + 1));
        return Math.Abs(oldMean - newMean) > Math.Sqrt(2 * harmonic * Variance * confidence) + (2.0 / 3 * confidence * harmonic);
    }

    private void DropOldest()
    {
        var level = _memory.Rows.Count - 1;
        var row = _memory.Rows[level];
        var size = 1L << level;
        _memory.Count -= size;
        _memory.Total -= row.Totals[0];
        if (Count > 0)
        {
            var gap = (row.Totals[0] / size) - Mean;
            _memory.Squares = Math.Max(0, _memory.Squares - row.Squares[0] - (size * Count * gap * gap / (size + Count)));
        }
        row.Totals.RemoveAt(0);
        row.Squares.RemoveAt(0);
        while (_memory.Rows.Count > 1 && _memory.Rows[^1].Totals.Count == 0)
            _memory.Rows.RemoveAt(_memory.Rows.Count - 1);
    }

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Ticks { get; set; }

        public long Count { get; set; }

        public double Total { get; set; }

        /// <summary>Squared deviations from the mean.</summary>
        public double Squares { get; set; }

        /// <summary>Row h holds buckets of 2^h values, the oldest first.</summary>
        public required List<Row> Rows { get; init; }
    }

    /// <summary>Buckets of one size.</summary>
    internal sealed record Row
    {
        public List<double> Totals { get; init; } = [];

        public List<double> Squares { get; init; } = [];
    }
}
