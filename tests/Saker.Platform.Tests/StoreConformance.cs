namespace Saker.Platform.Tests;

/// <summary>What all conformance suites share: a backend, open.</summary>
public abstract class StoreConformance(TestBackend backend) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestBackend Backend => backend;

    protected SakerPlatform Saker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Saker = await backend.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
