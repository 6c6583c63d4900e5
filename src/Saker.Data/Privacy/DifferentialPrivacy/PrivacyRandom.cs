using System.Numerics;
using System.Security.Cryptography;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>Random bits for noise. For one thread at a time.</summary>
public abstract class PrivacyRandom
{
    /// <summary>Bits that nobody can predict: those of the operating system. What is given out must use these.</summary>
    public static PrivacyRandom Secure() => new SecureBits();

    /// <summary>Bits out of a seed, the same every time: whoever knows the seed can take the noise away, hence for tests only.</summary>
    internal static PrivacyRandom Seeded(int seed) => new SeededBits(new Random(seed));

    private protected abstract void Fill(Span<byte> bytes);

    /// <summary>A whole number from 0 to below the limit, each as likely.</summary>
    internal BigInteger Below(BigInteger limit)
    {
        if (limit <= ulong.MaxValue)
            return Below((ulong)limit);
        var bits = (int)limit.GetBitLength();
        var bytes = new byte[(bits + 7) / 8];
        // Numbers above the limit are drawn anew: a remainder would prefer small ones.
        while (true)
        {
            Fill(bytes);
            bytes[^1] &= (byte)(0xff >> ((8 - (bits % 8)) % 8));
            var drawn = new BigInteger(bytes, isUnsigned: true);
            if (drawn < limit)
                return drawn;
        }
    }

    private ulong Below(ulong limit)
    {
        var mask = limit <= 1 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(limit - 1);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        while (true)
        {
            Fill(bytes);
            var drawn = BitConverter.ToUInt64(bytes) & mask;
            if (drawn < limit)
                return drawn;
        }
    }

    private sealed class SecureBits : PrivacyRandom
    {
        private readonly byte[] _buffer = new byte[4_096];
        private int _used = 4_096;

        private protected override void Fill(Span<byte> bytes)
        {
            if (_buffer.Length - _used < bytes.Length)
            {
                RandomNumberGenerator.Fill(_buffer);
                _used = 0;
            }
            if (bytes.Length > _buffer.Length)
            {
                RandomNumberGenerator.Fill(bytes);
                return;
            }
            _buffer.AsSpan(_used, bytes.Length).CopyTo(bytes);
            _used += bytes.Length;
        }
    }

    private sealed class SeededBits(Random random) : PrivacyRandom
    {
        private protected override void Fill(Span<byte> bytes) => random.NextBytes(bytes);
    }
}
