using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class AtomicFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-files-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task File_is_written_whole_and_replaces_the_one_before()
    {
        var path = Path.Combine(_folder, "a.json");
        await AtomicFiles.WriteAsync(path, Encoding.UTF8.GetBytes("longer than the next"), Cancellation);
        await AtomicFiles.WriteAsync(path, "short"u8.ToArray(), Cancellation);
        Assert.Equal("short", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Write_that_is_cancelled_leaves_the_old_content()
    {
        var path = Path.Combine(_folder, "a.json");
        await AtomicFiles.WriteAsync(path, "old"u8.ToArray(), Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFiles.WriteAsync(path, "new"u8.ToArray(), new CancellationToken(canceled: true)));
        Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public void Folder_does_not_move_onto_another()
    {
        var (from, to) = (Directory.CreateDirectory(Path.Combine(_folder, "from")).FullName, Directory.CreateDirectory(Path.Combine(_folder, "to")).FullName);
        Assert.Throws<IOException>(() => AtomicFiles.MoveFolder(from, to));
        Assert.True(Directory.Exists(from));
    }

    [Fact]
    public void Flushing_a_folder_that_is_not_there_fails_with_its_name()
    {
        var failure = Assert.Throws<IOException>(() => AtomicFiles.FlushFolder(Path.Combine(_folder, "none")));
        Assert.Contains("none", failure.Message, StringComparison.Ordinal);
    }
}
