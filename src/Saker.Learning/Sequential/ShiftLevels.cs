namespace Saker.Learning.Sequential;

/// <summary>
/// Bins joined to some levels of about the same share, and the odds with which a value of the candidate is in a level rather than in a higher one, were its
/// distribution the control's tilted by e^(shift * value): for a normal distribution that is one shifted by so many standard deviations.
/// </summary>
internal sealed class ShiftLevels
{
    /// <summary>Edges of the tolerance up and down, then alternatives up, then alternatives down.</summary>
    public const int TiltCount = 2 + (2 * ExcessCount);

    public const int ExcessCount = 7;
    private const int MaxLevels = 16;

    // As far as the kernel goes.
    private const double MaxLogOdds = 3.3;

    private static readonly double[] s_excess = [0.02, 0.045, 0.08, 0.13, 0.22, 0.4, 0.8];
    public static readonly double[] LogStakes = Array.ConvertAll([0.06, 0.22, 0.3, 0.18, 0.1, 0.08, 0.06], Math.Log);

    private readonly int[] _levelOf;
    private readonly double[] _logOdds;
    private readonly double[] _odds;

    private ShiftLevels(int[] levelOf, double[] values, double[] shares, double tolerance)
    {
        _levelOf = levelOf;
        Count = values.Length;
        _logOdds = new double[Count * TiltCount];
        for (var tilt = 0; tilt < TiltCount; tilt++)
            Tilt(tilt, TiltOf(tilt, tolerance), values, shares);
        _odds = Array.ConvertAll(_logOdds, Math.Exp);
    }

    /// <summary>How many levels there are.</summary>
    public int Count { get; }

    /// <summary>Levels of the values that were seen; bins that had none belong to the level below or above them.</summary>
    public static ShiftLevels Of(IReadOnlyList<long> counts, IReadOnlyList<double> centres, double tolerance)
    {
        var levelOf = Join(counts, out var levels);
        var (values, shares) = (new double[levels], new double[levels]);
        var (all, mean, squares) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < counts.Count; bin++)
        {
            all += counts[bin];
            mean += counts[bin] * centres[bin];
        }
        mean /= all;
        for (var bin = 0; bin < counts.Count; bin++)
        {
            squares += counts[bin] * (centres[bin] - mean) * (centres[bin] - mean);
            shares[levelOf[bin]] += counts[bin];
            values[levelOf[bin]] += counts[bin] * (centres[bin] - mean);
        }
        // Values that were all alike have no spread: what differs from them is as far off as anything.
        var deviation = Math.Sqrt(squares / all);
        for (var level = 0; level < levels; level++)
        {
            values[level] = deviation > 0 ? values[level] / shares[level] / deviation : level - 1;
            shares[level] = (shares[level] + 0.5) / (all + (0.5 * levels));
        }
        return new ShiftLevels(levelOf, values, shares, tolerance);
    }

    /// <summary>A shift in standard deviations.</summary>
    public static double TiltOf(int tilt, double tolerance) => tilt switch
    {
        0 => tolerance,
        1 => -tolerance,
        < 2 + ExcessCount => tolerance + s_excess[tilt - 2],
        _ => -tolerance - s_excess[tilt - 2 - ExcessCount],
    };

    /// <summary>Of an alternative, beyond the tolerance in standard deviations.</summary>
    public static double ExcessOf(int alternative) => s_excess[alternative];

    public int LevelOf(int bin) => _levelOf[bin];

    /// <summary>Adds the log-likelihoods of a block under every tilt. Given the margins, the lowest level is a table of two by two; given that, the next among the rest; and so on.</summary>
    /// <param name="control">Per level.</param>
    /// <param name="candidate">Per level.</param>
    /// <param name="likelihoods">One per tilt.</param>
    public void AddLikelihoods(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate, Span<double> likelihoods)
    {
        var (controlLeft, candidateLeft) = (Sum(control), Sum(candidate));
        Span<double> normalisers = stackalloc double[TiltCount];
        normalisers.Clear();
        for (var level = 0; level < Count - 1 && controlLeft > 0 && candidateLeft > 0; level++)
        {
            var logOdds = _logOdds.AsSpan(level * TiltCount, TiltCount);
            TiltedHypergeometric.AddLogNormalisers(candidateLeft, controlLeft, control[level] + candidate[level], logOdds, _odds.AsSpan(level * TiltCount, TiltCount), normalisers);
            for (var tilt = 0; tilt < TiltCount; tilt++)
                likelihoods[tilt] += candidate[level] * logOdds[tilt];
            controlLeft -= control[level];
            candidateLeft -= candidate[level];
        }
        for (var tilt = 0; tilt < TiltCount; tilt++)
            likelihoods[tilt] -= normalisers[tilt];
    }

    /// <summary>The likelihoods of alternatives in one direction over that at the edge of the tolerance.</summary>
    public static void Compare(ReadOnlySpan<double> likelihoods, bool up, Span<double> ratios)
    {
        for (var i = 0; i < ExcessCount; i++)
            ratios[i] = likelihoods[(up ? 2 : 2 + ExcessCount) + i] - likelihoods[up ? 0 : 1];
    }

    private void Tilt(int tilt, double shift, double[] values, double[] shares)
    {
        var (above, weighed) = (0.0, 0.0);
        for (var level = Count - 1; level >= 0; level--)
        {
            var odds = above > 0 ? (shift * values[level]) - Math.Log(weighed / above) : 0;
            _logOdds[(level * TiltCount) + tilt] = Math.Clamp(odds, -MaxLogOdds, MaxLogOdds);
            above += shares[level];
            weighed += shares[level] * Math.Exp(Math.Clamp(shift * values[level], -50, 50));
        }
    }

    private static int[] Join(IReadOnlyList<long> counts, out int levels)
    {
        long all = 0;
        var (first, last) = (-1, -1);
        for (var bin = 0; bin < counts.Count; bin++)
        {
            all += counts[bin];
            if (counts[bin] > 0)
                (first, last) = (first < 0 ? bin : first, bin);
        }
        var levelOf = new int[counts.Count];
        if (first == last)
        {
            for (var bin = 0; bin < levelOf.Length; bin++)
                levelOf[bin] = Math.Sign(bin - first) + 1;
            levels = 3;
            return levelOf;
        }
        var (level, gathered, left) = (0, 0L, all);
        for (var bin = 0; bin < levelOf.Length; bin++)
        {
            levelOf[bin] = level;
            gathered += counts[bin];
            left -= counts[bin];
            // The last level is closed by the end, with all bins above what was seen.
            if (gathered * MaxLevels >= all && left > 0)
                (level, gathered) = (level + 1, 0);
        }
        levels = level + 1;
        return levelOf;
    }

    public static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
