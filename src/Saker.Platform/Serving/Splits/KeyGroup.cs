using Saker.Data.Profiles;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// Callers in groups, by the hashes of their keys: what is counted by group tells how unlike one another callers are, in as much room for millions of them as for a few. To which group a key
/// belongs has nothing to do with the arm that it falls to, and is the same on every replica.
/// </summary>
internal static class KeyGroup
{
    /// <summary>How many groups there are.</summary>
    public const int Count = 1 << Bits;

    /// <summary>Of a request that fell to its arm for itself.</summary>
    public const int None = -1;

    private const int Bits = 7;
    private const ulong Salt = 0x5DEECE66DA5E1F0B;

    public static int Of(ulong hash) => (int)(StableHash.Mix(hash ^ Salt) >> (64 - Bits));
}
