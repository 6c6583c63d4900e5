using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Tests.Alerts;

/// <summary>Signals as a test wants them.</summary>
internal sealed class ToySignals : ISignalSource
{
    private readonly Dictionary<(string Name, string Endpoint, string Label), Signal> _signals = [];

    public string Name => "toy";

    public IReadOnlyList<SignalDefinition> Definitions { get; } = [new("toy.value", "count", "A toy."), new("toy.flag", "flag", "A toy that says itself what is bad."), new("toy.many.*", "count", "Several toys.")];

    public DateTimeOffset? At { get; set; }

    public void Set(double value, string endpoint = "churn", string name = "toy.value", string label = "", long? count = null, bool? verdict = null, SignalContext? context = null, int? version = 3) =>
        _signals[(name, endpoint, label)] = new Signal { Name = name, Endpoint = endpoint, Label = label, Version = version, Value = value, Count = count, Verdict = verdict, At = default, Context = context ?? SignalContext.None };

    public void Clear() => _signals.Clear();

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Signal>>([.. _signals.Values.Select(signal => signal with { At = At ?? now })]);
}
