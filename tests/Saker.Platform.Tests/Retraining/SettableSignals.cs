using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Tests.Retraining;

/// <summary>A source that gives the signals that the test says.</summary>
internal sealed class SettableSignals : ISignalSource
{
    public List<Signal> Signals { get; } = [];

    public string Name => "test";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("drift.*", "share", "Drift."), new("decay", "flag", "Decay."), new("score.*", "score", "Scores.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Signal>>([.. Signals]);
}
