using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Tests.Alerts.Rules;

/// <summary>A source that cannot be read.</summary>
internal sealed class BrokenSignals : ISignalSource
{
    public string Name => "broken";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("toy.broken", "count", "Is never given.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new IOException("broken");
}
