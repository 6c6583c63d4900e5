using Saker.Platform.Pipelines;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Pipelines;

public sealed class FitFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-fits-");
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private SakerHome Home => new(new HomeOptions { Folder = _folder.FullName });

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void State_that_nobody_wrote_for_long_goes_when_a_pipeline_opens_its_own_but_not_from_who_has_it()
    {
        var old = Write("own/fold_1/a.bin", 15);
        var young = Write("own/fold_2/a.bin", 13);
        var left = Write("left/a.bin", 15);
        var held = Write("held/a.bin", 15);
        using (File.Open(Path.Combine(Home.Fits, ".held"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        using (var fits = Open(new EncryptionOptions()))
            Assert.NotNull(fits);
        Assert.Equal([false, true, false, true], new[] { old, young, left, held }.Select(File.Exists));
        Assert.False(Directory.Exists(Path.Combine(Home.Fits, "left")));
    }

    [Fact]
    public void A_home_that_is_encrypted_keeps_none_of_what_was_there_before()
    {
        var young = Write("other/a.bin", 0);
        new StorageKeys(Home, new EncryptionOptions(), _time).Create();
        Assert.Null(Open(new EncryptionOptions()));
        Assert.False(File.Exists(young));
    }

    private FitFolder? Open(EncryptionOptions options) => FitFolder.Open(Home, new StorageKeys(Home, options, _time), TimeSpan.FromSeconds(1), "own", _time);

    private string Write(string name, int daysAgo)
    {
        var path = Path.Combine(Home.Fits, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "state");
        File.SetLastWriteTimeUtc(path, (_time.GetUtcNow() - TimeSpan.FromDays(daysAgo)).UtcDateTime);
        return path;
    }
}
