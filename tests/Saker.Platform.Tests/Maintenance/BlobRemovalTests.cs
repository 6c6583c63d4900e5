using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Maintenance;

public sealed class BlobRemovalTests
{
    private const int Count = 8;

    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_slow_the_store_is_nothing_is_removed_whose_doom_is_void()
    {
        await using var backend = new EmbeddedBackend();
        SakerPlatform saker = null!;
        List<long> stale = [];
        saker = await backend.OpenAsync(services => Add(services, async _ =>
        {
            _time.Advance(BlobKeeper.MaxDoom * 0.4);
            stale.Add(await CountAsync(saker, $"doomed_at < {(_time.GetUtcNow() - BlobKeeper.MaxDoom).ToUnixTimeMilliseconds()}"));
        }));
        await LeaveAsync(saker);

        Assert.Equal(Count, (await saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs.Count);
        Assert.Equal(Enumerable.Repeat(0L, Count), stale);
        Assert.Equal(0, await CountAsync(saker, "1 = 1"));
    }

    [Fact]
    public async Task What_somebody_stores_again_while_the_collector_sleeps_too_long_is_left_to_them()
    {
        await using var backend = new EmbeddedBackend();
        SakerPlatform saker = null!;
        string? kept = null;
        saker = await backend.OpenAsync(services => Add(services, async hash =>
        {
            if (kept is not null)
                return;
            // The machine slept, and another process took the doom for void.
            _time.Advance(BlobKeeper.MaxDoom * 2);
            kept = Enumerable.Range(0, Count).Select(NameOf).First(name => HashOf(name) != hash);
            await saker.Artifacts.PutAsync("again", Content(kept), Cancellation);
        }));
        await LeaveAsync(saker);

        await saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation);
        await using var content = await saker.Artifacts.OpenAsync("again", Cancellation);
        Assert.Equal(kept, await new StreamReader(content).ReadToEndAsync(Cancellation));
    }

    private void Add(IServiceCollection services, Func<string, Task> whileDeleting) => services
        .AddSingleton<TimeProvider>(_time)
        .AddSingleton<IBlobStore>(provider => new SlowBlobStore(new FolderBlobStore(provider.GetRequiredService<SakerHome>()), whileDeleting));

    private async Task LeaveAsync(SakerPlatform saker)
    {
        for (var i = 0; i < Count; i++)
            await saker.Artifacts.PutAsync(NameOf(i), Content(NameOf(i)), Cancellation);
        for (var i = 0; i < Count; i++)
            await saker.Artifacts.DeleteAsync(NameOf(i), Cancellation);
        _time.Advance(TimeSpan.FromDays(60));
    }

    private static Task<long> CountAsync(SakerPlatform saker, string where) =>
        saker.Services.GetRequiredService<Database>().ReadAsync(session => session.ScalarAsync<long>($"SELECT COUNT(*) FROM blobs WHERE {where}"), Cancellation);

    private static string NameOf(int i) => $"file {i}";

    private static MemoryStream Content(string name) => new(Encoding.UTF8.GetBytes(name));

    private static string HashOf(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
