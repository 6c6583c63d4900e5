using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Retraining;

/// <summary>Tells of attempts that failed.</summary>
internal sealed class RetrainingSignals(SqlRetrainingStore store) : ISignalSource
{
    private const string Failed = "retraining.failed";

    public string Name => "retraining";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new(Failed, "count", "Attempts to train the endpoint's model again that failed or were lost, since one that did not.")];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) => [.. (await store.ListFailuresAsync(cancellationToken)).Select(endpoint => new Signal
    {
        Name = Failed,
        Endpoint = endpoint.Newest.Endpoint,
        Value = endpoint.FailureCount,
        At = endpoint.Newest.EndedAt!.Value,
        Verdict = endpoint.FailureCount > 0,
        Context = endpoint.FailureCount == 0 ? SignalContext.None : new SignalContext { Summary = $"Attempt {endpoint.Newest.Id} failed: {endpoint.Newest.Error}" },
    })];
}
