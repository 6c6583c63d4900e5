using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

public sealed class DatasetSourcesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-sources-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_was_changed_after_it_was_noted_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "a.csv");
        await File.WriteAllTextAsync(path, "a\n1\n", Cancellation);
        var source = new CsvSource { Path = path };
        var noted = await DatasetSources.DescribeAsync(source, Cancellation);
        DatasetSources.RequireUnchanged(source, noted);
        await File.AppendAllTextAsync(path, "2\n", Cancellation);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => DatasetSources.RequireUnchanged(source, noted)).Kind);
        File.Delete(path);
        Assert.Equal(ErrorKind.Conflict, Assert.ThrowsAny<SakerException>(() => DatasetSources.RequireUnchanged(source, noted)).Kind);
    }
}
