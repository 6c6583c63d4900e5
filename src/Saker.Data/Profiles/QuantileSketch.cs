using System.Runtime.InteropServices;

namespace Saker.Data.Profiles;

/// <summary>
/// KLL sketch (Karnin, Lang and Liberty, "Optimal quantile approximation in streams", 2016): values in levels, a value of level h stands
/// for 2^h. Exact up to some 400 values. Its coins are hashes of how many were thrown before, which is part of the state, and of the
/// values that are halved: the same values in the same order give the same sketch, and sketches of other values err independently, so
/// that errors of many that are merged cancel out.
/// </summary>
internal sealed class QuantileSketch
{
    /// <summary>Size parameter k.</summary>
    public const int Size = 256;

    /// <summary>The rank of an answer is off by at most this share of the count (with k = 256, 99 % of answers by at most half of it).</summary>
    public const double MaxRankError = 0.02;

    /// <summary>Sorted values that <see cref="AddBlock"/> takes at once.</summary>
    public const int BlockLength = 4_096;

    private const int SmallestLevel = 8;
    private const int MaxLevels = 60;

    /// <summary>A block enters as every sixteenth of its values, on level 4: in one step what the levels below would do in four, with less error.</summary>
    private const int BlockLevel = 4;

    // Where the error of a rank is told from what was halved, it is so many standard errors at the worst place.
    private const double StatedDeviations = 3;

    private readonly List<List<double>> _levels = [[]];
    private int _held;
    private int _capacity = Capacity(1);

    /// <summary>How many values were added.</summary>
    public long Count { get; private set; }

    /// <summary>How many coins were thrown.</summary>
    public long Coins { get; private set; }

    /// <summary>How many values are held.</summary>
    public int Held => _held;

    /// <summary>
    /// The variance of the rank of any one place, at most, in values squared; infinite where it is not known. Halving level h puts a rank off by 2^h either
    /// way, where an odd number of values lies below the place, and not at all where an even one does.
    /// </summary>
    public double RankVariance { get; private set; }

    /// <summary>How far ranks may be off, as a share of the count: 0 while every value is held, else three standard errors at the worst place, and at most <see cref="MaxRankError"/>.</summary>
    public double RankError => _levels.Count == 1 ? 0 : Math.Min(MaxRankError, StatedDeviations * Math.Sqrt(RankVariance) / Math.Max(1, Count));

    public IReadOnlyList<IReadOnlyList<double>> Levels => _levels;

    /// <summary>Null when the parts cannot be those of a sketch.</summary>
    /// <param name="levels">Values of each level.</param>
    /// <param name="coins">How many coins were thrown.</param>
    /// <param name="variance">Of ranks; null where that was not kept.</param>
    public static QuantileSketch? From(IReadOnlyList<double[]> levels, long coins, double? variance)
    {
        if (levels.Count is 0 or > MaxLevels || coins < 0 || variance is < 0 or double.NaN)
            return null;
        var sketch = new QuantileSketch { Coins = coins, RankVariance = levels.Count == 1 ? 0 : variance ?? double.PositiveInfinity };
        sketch._levels.Clear();
        for (var h = 0; h < levels.Count; h++)
        {
            if (levels[h].Length > (long.MaxValue - sketch.Count) >> h || Array.Exists(levels[h], value => !double.IsFinite(value)))
                return null;
            sketch._levels.Add([.. levels[h]]);
            sketch._held += levels[h].Length;
            sketch.Count += (long)levels[h].Length << h;
        }
        sketch._capacity = Capacity(levels.Count);
        return sketch;
    }

    public void Add(double value)
    {
        _levels[0].Add(value);
        _held++;
        Count++;
        if (_held > _capacity)
            Compress();
    }

    /// <summary>Adds <see cref="BlockLength"/> values in ascending order.</summary>
    public void AddBlock(ReadOnlySpan<double> sorted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sorted.Length, BlockLength);
        while (_levels.Count <= BlockLevel)
            AddLevel();
        const int stride = 1 << BlockLevel;
        var level = _levels[BlockLevel];
        for (var i = (int)(Toss(sorted, step: 4 * stride) % stride); i < sorted.Length; i += stride)
            level.Add(sorted[i]);
        // Of every sixteenth from a place by chance on, the count below a place is off by f (1 - f) 16^2 at most, squared.
        RankVariance += stride * stride / 4.0;
        _held += BlockLength / stride;
        Count += BlockLength;
        while (_held > _capacity)
            Compress();
    }

    public void Merge(QuantileSketch other)
    {
        while (_levels.Count < other._levels.Count)
            AddLevel();
        for (var h = 0; h < other._levels.Count; h++)
            _levels[h].AddRange(other._levels[h]);
        _held += other._held;
        Count += other.Count;
        Coins += other.Coins;
        RankVariance += other.RankVariance;
        while (_held > _capacity)
            Compress();
    }

    public QuantileSketch Clone()
    {
        var clone = new QuantileSketch();
        clone.Merge(this);
        return clone;
    }

    /// <summary>A sketch of the same values that holds at most so many of them; it is a little less exact than this one.</summary>
    /// <param name="max">At least 64.</param>
    public QuantileSketch Reduce(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, MaxLevels + 4);
        var reduced = Clone();
        while (reduced._held > max)
            reduced.Halve(reduced._levels.FindIndex(level => level.Count > 1));
        return reduced;
    }

    /// <summary>The values held, sorted, with how many added values each stands for.</summary>
    public (double Value, long Weight)[] Sorted()
    {
        var items = new (double Value, long Weight)[_held];
        var at = 0;
        for (var h = 0; h < _levels.Count; h++)
            foreach (var value in _levels[h])
                items[at++] = (value, 1L << h);
        Array.Sort(items, static (left, right) => left.Value.CompareTo(right.Value));
        return items;
    }

    /// <summary>Halves the lowest level that is full, and the next ones until there is room.</summary>
    private void Compress()
    {
        for (var h = 0; h < _levels.Count; h++)
        {
            if (_levels[h].Count < LevelCapacity(h, _levels.Count))
                continue;
            Halve(h);
            if (_held <= _capacity)
                return;
        }
    }

    /// <summary>Sorts a level and moves every other value one level up; the rest goes.</summary>
    private void Halve(int h)
    {
        if (h + 1 == _levels.Count)
            AddLevel();
        var level = _levels[h];
        level.Sort();
        // An odd one stays, so that the weights always add up to the count.
        var start = level.Count & 1;
        var offset = (int)(Toss(CollectionsMarshal.AsSpan(level), step: 1) & 1);
        for (var i = start + offset; i < level.Count; i += 2)
            _levels[h + 1].Add(level[i]);
        _held -= (level.Count - start) / 2;
        level.RemoveRange(start, level.Count - start);
        RankVariance += Math.Pow(4, h);
    }

    /// <summary>A coin of 64 sides.</summary>
    private ulong Toss(ReadOnlySpan<double> values, int step)
    {
        var sum = StableHash.Of(Coins++);
        for (var i = 0; i < values.Length; i += step)
            sum = (sum + (ulong)BitConverter.DoubleToInt64Bits(values[i])) * 0x9E3779B97F4A7C15;
        return StableHash.Mix(sum);
    }

    private void AddLevel()
    {
        _levels.Add([]);
        _capacity = Capacity(_levels.Count);
    }

    private static int Capacity(int levels)
    {
        var sum = 0;
        for (var h = 0; h < levels; h++)
            sum += LevelCapacity(h, levels);
        return sum;
    }

    private static int LevelCapacity(int level, int levels) => Math.Max(SmallestLevel, (int)Math.Ceiling(Size * Math.Pow(2.0 / 3, levels - 1 - level)));
}
