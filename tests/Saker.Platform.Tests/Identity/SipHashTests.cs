using Saker.Platform.Identity;

namespace Saker.Platform.Tests.Identity;

public sealed class SipHashTests
{
    // The vectors of the paper's appendix and of its reference implementation: key and input are 00 01 02 ...
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void It_gives_the_published_values(int length, ulong expected)
    {
        var bytes = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        Assert.Equal(expected, SipHash.Of(bytes, bytes.AsSpan(0, length)));
    }
}
