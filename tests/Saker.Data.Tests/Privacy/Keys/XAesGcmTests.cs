using System.Security.Cryptography;
using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Tests.Privacy.Keys;

public sealed class XAesGcmTests
{
    // The test vectors of https://c2sp.org/XAES-256-GCM: one with each value of the carry in the subkey.
    [Theory]
    [InlineData(1, "", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271")]
    [InlineData(3, "c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d")]
    public void Gives_the_published_results(byte keyByte, string context, string expected)
    {
        using var cipher = new XAesGcm([.. Enumerable.Repeat(keyByte, 32)]);
        var plain = "XAES-256-GCM"u8;
        var (sealedBytes, tag) = (new byte[plain.Length], new byte[XAesGcm.TagBytes]);
        cipher.Encrypt("ABCDEFGHIJKLMNOPQRSTUVWX"u8, plain, sealedBytes, tag, Encoding.UTF8.GetBytes(context));
        Assert.Equal(expected, Convert.ToHexStringLower([.. sealedBytes, .. tag]));
        var opened = new byte[plain.Length];
        cipher.Decrypt("ABCDEFGHIJKLMNOPQRSTUVWX"u8, sealedBytes, tag, opened, Encoding.UTF8.GetBytes(context));
        Assert.Equal(plain, opened);
    }

    [Fact]
    public void Another_context_does_not_open()
    {
        using var cipher = new XAesGcm(new byte[32]);
        var (content, tag) = (new byte[4], new byte[XAesGcm.TagBytes]);
        cipher.Encrypt(new byte[24], "text"u8, content, tag, "a"u8);
        Assert.Throws<AuthenticationTagMismatchException>(() => cipher.Decrypt(new byte[24], content, tag, new byte[4], "b"u8));
    }
}
