namespace Saker.Platform.Tests;

/// <summary>Tests over the backend that comes with Saker, open, in a home of their own.</summary>
public abstract class EmbeddedTests : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected EmbeddedBackend Backend { get; } = new();

    protected SakerPlatform Saker { get; set; } = null!;

    public async ValueTask InitializeAsync() => Saker = await Backend.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
