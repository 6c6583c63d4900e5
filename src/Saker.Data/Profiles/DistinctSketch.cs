using System.Numerics;

namespace Saker.Data.Profiles;

/// <summary>
/// How many different values there are: exact up to <see cref="MaxExact"/>, beyond that HyperLogLog (Flajolet et al., 2007) with
/// Ertl's estimator (2017). The order of values and merges does not matter. Standard error 1.04 / sqrt(2048), that is 2.3 %.
/// </summary>
public sealed class DistinctSketch
{
    public const int MaxExact = 128;

    /// <summary>Of an estimate, relative.</summary>
    public const double StandardError = 0.023;

    internal const int RegisterCount = 1 << Bits;
    private const int Bits = 11;
    private const int Registers = RegisterCount;
    private const int MaxRank = 64 - Bits + 1;

    private HashSet<ulong>? _exact = [];
    private byte[] _registers = [];

    public bool IsExact => _exact is not null;

    /// <summary>The hashes seen, in order, while exact.</summary>
    public IEnumerable<ulong> Exact => _exact is null ? [] : _exact.Order();

    public ReadOnlySpan<byte> Ranks => _registers;

    public static DistinctSketch FromExact(IEnumerable<ulong> hashes)
    {
        var sketch = new DistinctSketch();
        foreach (var hash in hashes)
            sketch.Add(hash);
        return sketch;
    }

    /// <summary>Null when the bytes are not those of <see cref="Ranks"/>.</summary>
    public static DistinctSketch? FromRanks(byte[] ranks) =>
        ranks.Length != Registers || ranks.Any(rank => rank > MaxRank) ? null : new DistinctSketch { _exact = null, _registers = ranks };

    /// <summary>Adds a value by its hash, whose every bit must depend on the value; says whether the sketch is another one now.</summary>
    public bool Add(ulong hash)
    {
        if (_exact is null)
            return Note(hash);
        if (!_exact.Add(hash))
            return false;
        if (_exact.Count > MaxExact)
            Condense();
        return true;
    }

    public void Merge(DistinctSketch other)
    {
        if (other._exact is not null)
        {
            foreach (var hash in other._exact)
                Add(hash);
            return;
        }
        if (_exact is not null)
            Condense();
        for (var i = 0; i < Registers; i++)
            _registers[i] = Math.Max(_registers[i], other._registers[i]);
    }

    public DistinctSketch Clone()
    {
        var clone = new DistinctSketch();
        clone.Merge(this);
        return clone;
    }

    public double Estimate()
    {
        if (_exact is not null)
            return _exact.Count;
        Span<int> counts = stackalloc int[MaxRank + 1];
        counts.Clear();
        foreach (var rank in _registers)
            counts[rank]++;
        var z = Registers * Tau(1 - ((double)counts[MaxRank] / Registers));
        for (var k = MaxRank - 1; k >= 1; k--)
            z = 0.5 * (z + counts[k]);
        z += Registers * Sigma((double)counts[0] / Registers);
        return Registers / (2 * Math.Log(2)) * Registers / z;
    }

    private void Condense()
    {
        var hashes = _exact!;
        _exact = null;
        _registers = new byte[Registers];
        foreach (var hash in hashes)
            Note(hash);
    }

    private bool Note(ulong hash)
    {
        ref var register = ref _registers[hash >> (64 - Bits)];
        var rank = (byte)Math.Min(BitOperations.LeadingZeroCount(hash << Bits) + 1, MaxRank);
        if (rank <= register)
            return false;
        register = rank;
        return true;
    }

    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        var (y, z) = (1.0, x);
        for (var before = double.NaN; z != before; y += y)
        {
            x *= x;
            before = z;
            z += x * y;
        }
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        var (y, z) = (1.0, 1 - x);
        for (var before = double.NaN; z != before;)
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        return z / 3;
    }
}
