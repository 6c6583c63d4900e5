using System.Numerics;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>Sobol's sequence in base 2 with 32 bits, any point of it by number, in the order of the Gray code (Antonov and Saleev 1979).</summary>
internal sealed class SobolSequence
{
    private const int Bits = 32;
    private const double Scale = 1.0 / (1UL << Bits);

    private readonly uint[][] _directions;
    private readonly uint[] _shifts;

    private SobolSequence(uint[][] directions, uint[] shifts)
    {
        _directions = directions;
        _shifts = shifts;
    }

    public static int MaxDimensions => SobolDirections.Count;

    /// <summary>The sequence itself; its first point is the origin.</summary>
    public static SobolSequence Plain(int dimensions) => new([.. Enumerable.Range(0, dimensions).Select(Directions)], new uint[dimensions]);

    /// <summary>
    /// The sequence with each dimension multiplied by a random lower triangular matrix and shifted by random digits: as evenly
    /// spread, and with every point equally likely.
    /// </summary>
    public static SobolSequence Scrambled(int dimensions, Xoshiro256 generator)
    {
        var directions = new uint[dimensions][];
        var shifts = new uint[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var rows = Rows(generator);
            directions[i] = [.. Directions(i).Select(direction => Multiply(rows, direction))];
            shifts[i] = (uint)generator.Next();
        }
        return new SobolSequence(directions, shifts);
    }

    /// <summary>Fills a point with coordinates from 0 up to, not including, 1.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="point">As long as there are dimensions.</param>
    public void Point(int number, Span<double> point)
    {
        var gray = (uint)number ^ ((uint)number >> 1);
        for (var i = 0; i < point.Length; i++)
        {
            var digits = _shifts[i];
            for (var rest = gray; rest != 0; rest &= rest - 1)
                digits ^= _directions[i][BitOperations.TrailingZeroCount(rest)];
            point[i] = digits * Scale;
        }
    }

    // The recurrence of Bratley and Fox (1988), on numbers whose first digit is the highest bit.
    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Bits];
        var (polynomial, starts) = SobolDirections.Get(dimension);
        if (polynomial == 1)
        {
            for (var i = 0; i < Bits; i++)
                directions[i] = 1u << (Bits - 1 - i);
            return directions;
        }
        var degree = starts.Length;
        for (var i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = (uint)starts[i] << (Bits - 1 - i);
                continue;
            }
            directions[i] = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var j = 1; j < degree; j++)
            {
                if (((polynomial >> (degree - j)) & 1) != 0)
                    directions[i] ^= directions[i - j];
            }
        }
        return directions;
    }

    // Row i decides digit i: itself, and any of the digits before it.
    private static uint[] Rows(Xoshiro256 generator)
    {
        var rows = new uint[Bits];
        for (var i = 0; i < Bits; i++)
        {
            var own = 1u << (Bits - 1 - i);
            var before = i == 0 ? 0 : ~0u << (Bits - i);
            rows[i] = own | ((uint)generator.Next() & before);
        }
        return rows;
    }

    private static uint Multiply(uint[] rows, uint digits)
    {
        var product = 0u;
        for (var i = 0; i < Bits; i++)
            product |= (uint)(BitOperations.PopCount(rows[i] & digits) & 1) << (Bits - 1 - i);
        return product;
    }
}
