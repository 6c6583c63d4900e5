using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>The same scope for every endpoint.</summary>
internal sealed class FakePolicy : ICapturePolicy
{
    public CaptureScope Scope { get; set; }

    public ValueTask<CaptureScope> GetAsync(string endpoint, CancellationToken cancellationToken) => ValueTask.FromResult(Scope);
}
