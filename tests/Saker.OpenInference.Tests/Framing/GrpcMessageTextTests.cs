using FsCheck;
using FsCheck.Fluent;
using Saker.OpenInference.Framing;
using Saker.Testing;

namespace Saker.OpenInference.Tests.Framing;

public sealed class GrpcMessageTextTests
{
    [Theory]
    [InlineData("plain text, with ~ and space", "plain text, with ~ and space")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    [InlineData("", "")]
    public void All_but_printable_ASCII_is_encoded(string text, string expected)
    {
        Assert.Equal(expected, GrpcMessageText.Encode(text));
        Assert.Equal(text, GrpcMessageText.Decode(expected));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("%zz and %4")]
    public void What_is_not_well_encoded_stays(string text) => Assert.Equal(text, GrpcMessageText.Decode(text));

    [Fact]
    public void Any_text_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var valid = new string([.. text.Get.Where(letter => !char.IsSurrogate(letter))]);
            var encoded = GrpcMessageText.Encode(valid);
            Assert.All(encoded, letter => Assert.InRange(letter, ' ', '~'));
            Assert.Equal(valid, GrpcMessageText.Decode(encoded));
        }).Hold();
}
