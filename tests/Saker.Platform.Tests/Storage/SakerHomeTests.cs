using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class SakerHomeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-home-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("saker.db", true)]
    [InlineData("locks", false)]
    [InlineData("datasets", false)]
    public async Task Opening_a_home_that_cannot_be_written_says_so(string inTheWay, bool isFolder)
    {
        var path = Path.Combine(_folder, inTheWay);
        if (isFolder)
            Directory.CreateDirectory(path);
        else
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<SakerException>(() => SakerPlatform.OpenAsync(new HomeOptions { Folder = _folder }, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Unavailable, "home"), (error.Kind, error.Field));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Name another with --home.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_takes_no_more_files_says_so()
    {
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = _folder }, TestContext.Current.CancellationToken);
        Directory.Delete(saker.Home.Blobs, recursive: true);
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => saker.Artifacts.PutAsync("a", new MemoryStream([1]), TestContext.Current.CancellationToken));
        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
    }
}
