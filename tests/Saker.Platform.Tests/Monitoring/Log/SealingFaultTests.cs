using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Log;

public sealed class SealingFaultTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Captured.Start);
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync(services => services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<ILogPolicy>(new FixedLogPolicy())
            .AddSingleton(new PredictionLogOptions { SealAfter = TimeSpan.FromSeconds(1) })
            .AddSingleton<IBlobStore>(provider => new ImpatientBlobStore(new FolderBlobStore(provider.GetRequiredService<SakerHome>()))));
        await _saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "log").TakeAsync(Captured.Block("churn", 10, Captured.Start, TimeSpan.FromSeconds(1)), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(10));
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task A_store_that_is_out_of_time_once_fails_one_sealing_and_shows_it_and_the_next_seals()
    {
        var sealer = _saker.Services.GetRequiredService<LogSealer>();
        _saker.Services.GetRequiredService<Journal>().Rotate();

        await sealer.SealAsync(Cancellation);
        Assert.Contains("timeout", sealer.Failure?.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await _saker.Log.GetStatusAsync(Cancellation)).SegmentCount);

        await sealer.SealAsync(Cancellation);
        Assert.Null(sealer.Failure);
        Assert.Equal(1, (await _saker.Log.GetStatusAsync(Cancellation)).SegmentCount);
        Assert.Empty(Directory.EnumerateFiles(_saker.Home.Journals));
    }

    [Fact]
    public async Task The_loop_that_seals_outlives_a_store_that_is_out_of_time()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sealing = _saker.Services.GetRequiredService<LogUpkeep>().SealAsync(stop.Token);

        for (var i = 0; i < 300 && !sealing.IsCompleted && Directory.EnumerateFiles(_saker.Home.Journals).Any(); i++)
            await Task.Delay(100, Cancellation);

        Assert.False(sealing.IsCompleted);
        Assert.Empty(Directory.EnumerateFiles(_saker.Home.Journals));
        Assert.True(((ImpatientBlobStore)_saker.Services.GetRequiredService<IBlobStore>()).PutCount > 1);
        await stop.CancelAsync();
        await sealing;
    }
}
