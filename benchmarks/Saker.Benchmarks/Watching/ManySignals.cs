using Saker.Platform.Monitoring.Signals;

namespace Saker.Benchmarks.Watching;

/// <summary>Thousands of signals that are bad when told to be.</summary>
internal sealed class ManySignals(int count, int endpointCount) : ISignalSource
{
    /// <summary>How many of them are bad, from the first.</summary>
    public int BadCount { get; set; }

    public string Name => "bench";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("bench.*", "count", "Signals of the benchmark.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Signal>>(
        [.. Enumerable.Range(0, count).Select(i => new Signal { Name = $"bench.{i}", Endpoint = $"endpoint-{i % endpointCount}", Value = i < BadCount ? 1 : 0, At = now })]);
}
