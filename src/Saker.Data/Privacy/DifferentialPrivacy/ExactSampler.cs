using System.Numerics;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>
/// Draws discrete noise with whole numbers only: its distribution is exactly the one that the proofs speak of, where floating-point noise shows
/// in its last bits what it was added to (Mironov, "On significance of the least significant bits for differential privacy", 2012).
/// For one thread at a time.
/// </summary>
/// <remarks>Algorithms 1 to 3 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020).</remarks>
internal sealed class ExactSampler(PrivacyRandom random)
{
    /// <summary>True with probability e to the minus numerator/denominator, which is at least 0.</summary>
    public bool BernoulliExp(BigInteger numerator, BigInteger denominator)
    {
        while (numerator > denominator)
        {
            if (!BernoulliExpUpToOne(BigInteger.One, BigInteger.One))
                return false;
            numerator -= denominator;
        }
        return BernoulliExpUpToOne(numerator, denominator);
    }

    /// <summary>A whole number y with probability in proportion to e to the minus |y| s/t.</summary>
    public BigInteger Laplace(BigInteger s, BigInteger t)
    {
        while (true)
        {
            var remainder = random.Below(t);
            if (!BernoulliExp(remainder, t))
                continue;
            var whole = BigInteger.Zero;
            while (BernoulliExpUpToOne(BigInteger.One, BigInteger.One))
                whole++;
            var size = (remainder + (t * whole)) / s;
            var isNegative = random.Below(2).IsOne;
            // Zero must not be drawn twice as often, once with each sign.
            if (isNegative && size.IsZero)
                continue;
            return isNegative ? -size : size;
        }
    }

    /// <summary>A whole number y with probability in proportion to e to the minus y²/2σ², where σ² is n/d.</summary>
    public BigInteger Gaussian(BigInteger n, BigInteger d)
    {
        var t = Root(n / d) + 1;
        while (true)
        {
            var drawn = Laplace(BigInteger.One, t);
            var distance = (BigInteger.Abs(drawn) * d * t) - n;
            if (BernoulliExp(distance * distance, 2 * n * d * t * t))
                return drawn;
        }
    }

    /// <summary>One of the candidates, with probability in proportion to e to the minus its cost numerator/denominator.</summary>
    public int Choose(IReadOnlyList<BigInteger> numerators, BigInteger denominator)
    {
        var least = numerators.Min();
        while (true)
        {
            var candidate = (int)random.Below(numerators.Count);
            if (BernoulliExp(numerators[candidate] - least, denominator))
                return candidate;
        }
    }

    private bool BernoulliExpUpToOne(BigInteger numerator, BigInteger denominator)
    {
        var k = 1;
        while (random.Below(denominator * k) < numerator)
            k++;
        return k % 2 == 1;
    }

    /// <summary>The largest whole number whose square is at most the given one.</summary>
    private static BigInteger Root(BigInteger square)
    {
        if (square.IsZero)
            return square;
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
