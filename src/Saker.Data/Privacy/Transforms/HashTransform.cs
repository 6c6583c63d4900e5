using System.Security.Cryptography;
using System.Text;

namespace Saker.Data.Privacy.Transforms;

/// <summary>HMAC with SHA-256 (RFC 2104) of the text's UTF-8 bytes, 64 hexadecimal digits. The same text gives the same hash, so that rows can be joined; without the key nobody can try out texts.</summary>
internal sealed class HashTransform(byte[] key) : ColumnTransform
{
    public override string Apply(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    public override void Dispose() => CryptographicOperations.ZeroMemory(key);
}
