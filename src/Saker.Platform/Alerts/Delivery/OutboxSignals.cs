using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>How long notifications wait, so that other receivers learn that one is down.</summary>
internal sealed class OutboxSignals(AlertOutbox outbox) : ISignalSource
{
    private const string Waiting = "alerts.waiting";

    public string Name => "alerts";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new(Waiting, "seconds", "How long the oldest notification waits for a receiver of alerts, which is the label.")];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await outbox.CountWaitingAsync(cancellationToken)).Select(row => new Signal
        {
            Name = Waiting,
            Endpoint = "",
            Label = row.Receiver,
            Value = Math.Max(0, (now - DateTimeOffset.FromUnixTimeMilliseconds(row.OldestAt)).TotalSeconds),
            Count = row.Count,
            At = now,
        })];
}
