using System.Numerics;

namespace Saker.Learning;

/// <summary>
/// The generator behind every choice by chance: xoshiro256** 1.0 by Blackman and Vigna (2018), its state filled by SplitMix64 from the seed.
/// It is fixed here, so that a seed gives the same result on every machine and every .NET version.
/// </summary>
internal sealed class Xoshiro256
{
    private readonly ulong[] _state = new ulong[4];

    public Xoshiro256(long seed) => Fill(seed);

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>, all equally likely (Lemire 2019: multiply, reject the biased part).</summary>
    public int Below(int bound)
    {
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        for (var rejected = unchecked(0 - range) % range; low < rejected;)
            high = Math.BigMul(Next(), range, out low);
        return (int)high;
    }

    /// <summary>A number from 0 up to, not including, 1: the upper 53 bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the standard normal distribution (the polar method of Marsaglia and Bray, 1964; the second of each pair is let go).</summary>
    public double NextNormal()
    {
        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }

    /// <summary>A generator of its own for the part numbered <paramref name="part"/>, so that parts may run in any order and on any thread.</summary>
    public static Xoshiro256 Of(long seed, long part) => new(Joined(seed, part));

    /// <summary>Goes on as <see cref="Of"/> would begin, without a new object.</summary>
    public void Restart(long seed, long part) => Fill(Joined(seed, part));

    /// <summary>Shuffles in place (Fisher and Yates, from the end).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private static long Joined(long seed, long part) => unchecked(seed * 6364136223846793005L + (part + 1) * -7046029254386353131L);

    private void Fill(long seed)
    {
        var mix = (ulong)seed;
        for (var i = 0; i < _state.Length; i++)
            _state[i] = SplitMix64(ref mix);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
