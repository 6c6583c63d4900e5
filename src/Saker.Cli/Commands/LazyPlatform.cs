using Saker.Platform;

namespace Saker.Cli.Commands;

/// <summary>A home that is opened when somebody first asks for it: a command that needs none leaves none behind.</summary>
internal sealed class LazyPlatform(Func<Task<SakerPlatform>> open) : IAsyncDisposable
{
    private SakerPlatform? _platform;

    public async Task<SakerPlatform> GetAsync() => _platform ??= await open();

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
            await _platform.DisposeAsync();
    }
}
