using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>The file that a process appends to, when its disk fails.</summary>
public sealed class JournalTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

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

        var read = services.GetRequiredService<JournalFiles>().Read(journal.Name!)!;
        Assert.Equal("after", Assert.Single(Assert.Single(read).Requests).Id);
    }

    private static LogBlock Block(string id) => new() { Endpoint = "churn", Model = "churn", Version = 1, Requests = [new LogRequest { Id = id, At = Captured.Start.UtcTicks, RowCount = 1, Step = "primary" }] };
}
