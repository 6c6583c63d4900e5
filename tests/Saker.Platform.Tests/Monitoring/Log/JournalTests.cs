using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>The file that a process appends to, when its disk fails.</summary>
public sealed class JournalTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly LogLines _logs = new();
    private SakerPlatform _saker = null!;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services => services.AddLogging(logging => logging.AddProvider(_logs)));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public void A_file_that_could_not_be_begun_is_not_written_to()
    {
        var services = _saker.Services;
        var failures = 1;
        var isFirst = true;
        using var journal = new Journal(
            services.GetRequiredService<SakerHome>(), services.GetRequiredService<StorageKeys>(), services.GetRequiredService<ProcessOwner>(), services.GetRequiredService<Ids>(), TimeProvider.System)
        {
            FlushFolder = folder =>
            {
                if (!isFirst && failures-- > 0)
                    throw new IOException("No space left on device");
                isFirst = false;
            },
        };
        journal.Append(Block("before"));
        journal.Rotate();

        Assert.Throws<IOException>(() => journal.Append(Block("lost")));
        Assert.Null(journal.Name);
        journal.Append(Block("after"));

        using var read = services.GetRequiredService<JournalFiles>().Open(journal.Name!)!;
        Assert.Equal("after", Assert.Single(Assert.Single(read.Blocks()).Requests).Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public void Of_a_file_that_is_torn_the_blocks_before_are_read_twice_alike(int lost)
    {
        var services = _saker.Services;
        var journal = services.GetRequiredService<Journal>();
        foreach (var id in (string[])["first", "second", "third"])
            journal.Append(Block(id));
        var (name, home) = (journal.Name!, services.GetRequiredService<SakerHome>());
        journal.Rotate();
        using (var file = File.OpenHandle(JournalName.FileOf(home.Journals, name), FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.SetLength(file, RandomAccess.GetLength(file) - lost);

        using var read = services.GetRequiredService<JournalFiles>().Open(name)!;

        Assert.Equal([1, 1], read.Heads().Select(head => head.RequestCount));
        Assert.Equal(["first", "second"], read.Blocks().Select(block => block.Requests[0].Id));
        Assert.Equal(["first", "second"], read.Blocks().Select(block => block.Requests[0].Id));
        Assert.False(read.IsRestDamaged);
        Assert.True(read.RestBytes > 0);
    }

    [Fact]
    public void Of_a_file_that_was_changed_the_blocks_before_are_read()
    {
        var (name, path, second) = WriteTwo();
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
        {
            byte[] one = [0];
            RandomAccess.Read(file, one, second + 20);
            one[0] ^= 1;
            RandomAccess.Write(file, one, second + 20);
        }

        using var read = _saker.Services.GetRequiredService<JournalFiles>().Open(name)!;

        Assert.Equal("first", Assert.Single(read.Blocks()).Requests[0].Id);
        Assert.True(read.IsRestDamaged);
        Assert.Equal(new FileInfo(path).Length - second, read.RestBytes);
    }

    [Fact]
    public async Task Sealing_a_file_that_was_changed_says_what_is_lost_and_keeps_the_rest()
    {
        var (name, path, second) = WriteTwo();
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.Write(file, "changed"u8, second + 12);

        await _saker.Services.GetRequiredService<LogSealer>().SealAsync(TestContext.Current.CancellationToken);

        Assert.Contains(_logs.Lines, line => line.Contains("is damaged", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal));
        Assert.Equal("first", Assert.Single(await _saker.Log.FindAsync(["first", "second"], TestContext.Current.CancellationToken)).RequestId);
    }

    /// <summary>A journal that has ended, with the blocks <c>first</c> and <c>second</c>; where the second begins.</summary>
    private (string Name, string Path, long Second) WriteTwo()
    {
        var journal = _saker.Services.GetRequiredService<Journal>();
        journal.Append(Block("first"));
        var second = journal.Length;
        journal.Append(Block("second"));
        var name = journal.Name!;
        journal.Rotate();
        return (name, JournalName.FileOf(_saker.Services.GetRequiredService<SakerHome>().Journals, name), second);
    }

    private static LogBlock Block(string id) => new() { Endpoint = "churn", Model = "churn", Version = 1, Requests = [new LogRequest { Id = id, At = Captured.Start.UtcTicks, RowCount = 1, Step = "primary" }] };
}
