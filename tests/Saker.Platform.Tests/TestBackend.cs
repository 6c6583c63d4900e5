using Microsoft.Extensions.DependencyInjection;

namespace Saker.Platform.Tests;

/// <summary>A store to run conformance suites on: opened once, or several times at once as several processes would.</summary>
public abstract class TestBackend : IAsyncDisposable
{
    private readonly List<SakerPlatform> _open = [];

    /// <summary>Opens the same store once more.</summary>
    public async Task<SakerPlatform> OpenAsync(Action<IServiceCollection>? configure = null)
    {
        var platform = await OpenCoreAsync(configure ?? (_ => { }), TestContext.Current.CancellationToken);
        _open.Add(platform);
        return platform;
    }

    /// <summary>Closes an opening as the end of its process would: whatever it had under way stays as it is.</summary>
    public async Task CloseAsync(SakerPlatform platform)
    {
        _open.Remove(platform);
        await platform.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in _open)
            await platform.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<SakerPlatform> OpenCoreAsync(Action<IServiceCollection> configure, CancellationToken cancellationToken);

    protected abstract Task RemoveAsync();
}
