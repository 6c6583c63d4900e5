using Saker.Platform.Monitoring.Signals;

namespace Saker.Server.Tests.Http;

/// <summary>A signal of endpoint <c>churn</c> that tests set.</summary>
internal sealed class ToySignal : ISignalSource
{
    public double Value { get; set; }

    public string Name => "toy";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("toy.value", "count", "A toy.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Signal>>([new Signal { Name = "toy.value", Endpoint = "churn", Value = Value, At = now }]);
}
