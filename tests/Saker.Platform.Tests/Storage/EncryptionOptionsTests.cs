using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class EncryptionOptionsTests
{
    [Fact]
    public void Keys_are_not_in_the_text_of_the_options()
    {
        var text = new EncryptionOptions { KeyFile = "ring.json", Keys = "c2VjcmV0" }.ToString();
        Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
        Assert.Contains("ring.json", text, StringComparison.Ordinal);
    }
}
