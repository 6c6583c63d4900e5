namespace Saker.Platform.Experiments;

/// <summary>What is logged to a run in one durable step: all of it or nothing.</summary>
public sealed record RunEntries
{
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
