using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests;

/// <summary>The backend that comes with Saker: SQLite and folders, in a temporary home.</summary>
public sealed class EmbeddedBackend : TestBackend
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("saker-home-").FullName;

    public HomeOptions Options => new() { Folder = Folder, Actor = "tester", PollInterval = TimeSpan.FromMilliseconds(20) };

    protected override Task<SakerPlatform> OpenCoreAsync(Action<IServiceCollection> configure, CancellationToken cancellationToken) =>
        SakerPlatform.OpenAsync(Options, configure, cancellationToken);

    protected override Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
