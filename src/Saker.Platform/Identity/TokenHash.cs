using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Saker.Platform.Identity;

/// <summary>SHA-256 of a token: finds a token that was valid before without keeping it.</summary>
internal readonly record struct TokenHash(UInt128 First, UInt128 Second)
{
    public static TokenHash Of(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return MemoryMarshal.Read<TokenHash>(hash);
    }
}
