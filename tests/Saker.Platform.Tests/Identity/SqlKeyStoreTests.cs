using System.Text;
using Saker.Platform.Identity;

namespace Saker.Platform.Tests.Identity;

public sealed class SqlKeyStoreTests() : KeyStoreConformance(new EmbeddedBackend())
{
    [Fact]
    public async Task No_file_of_the_home_holds_the_secret()
    {
        var made = await Saker.Keys.CreateAsync(new KeyRequest("shop", Role.User), Cancellation);
        var secret = Encoding.ASCII.GetBytes(made.Text[^52..]);
        foreach (var file in Directory.EnumerateFiles(Saker.Home.Folder, "saker.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancellation);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));
        }
    }
}
