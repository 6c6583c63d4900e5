using Saker.Data;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

public sealed class DecryptedCopiesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-copies-");
    private int _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Readers_of_the_same_rows_share_one_copy_which_goes_with_the_last()
    {
        var copies = new DecryptedCopies(maxCount: 1);
        var folders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => copies.TakeAsync("a", MakeAsync, Cancellation)));
        Assert.Equal(1, _made);
        var folder = Assert.Single(folders.Distinct());
        for (var i = 0; i < 7; i++)
            copies.Release("a");
        Assert.True(Directory.Exists(folder));
        copies.Release("a");
        Assert.False(Directory.Exists(folder));
        await copies.TakeAsync("a", MakeAsync, Cancellation);
        Assert.Equal(2, _made);
        copies.Release("a");
    }

    [Fact]
    public async Task One_copy_more_than_there_may_be_is_refused_until_one_is_gone()
    {
        var copies = new DecryptedCopies(maxCount: 1);
        await copies.TakeAsync("a", MakeAsync, Cancellation);
        await Failures.OfAsync(ErrorKind.Unavailable, () => copies.TakeAsync("b", MakeAsync, Cancellation));
        copies.Release("a");
        await copies.TakeAsync("b", MakeAsync, Cancellation);
        copies.Release("b");
    }

    [Fact]
    public async Task A_reader_that_goes_away_leaves_no_copy_and_a_failure_is_not_kept()
    {
        var copies = new DecryptedCopies(maxCount: 1);
        var gate = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var waiting = copies.TakeAsync("a", async () => { await gate.Task; return await MakeAsync(); }, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        await Assert.ThrowsAsync<IOException>(() => copies.TakeAsync("a", () => throw new IOException("no"), Cancellation));
        var folder = await copies.TakeAsync("a", MakeAsync, Cancellation);
        copies.Release("a");
        Assert.False(Directory.Exists(folder));
    }

    private Task<string> MakeAsync() => Task.FromResult(Directory.CreateDirectory(Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _made)}")).FullName);
}
