using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>How parameters are proposed, with its settings. Immutable.</summary>
public abstract record Sampler
{
    /// <summary>The public name: <c>tpe</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its settings beside the name, as plain values.</summary>
    private protected virtual Dictionary<string, object?> Options => [];

    /// <summary>Why it cannot search a space; empty when it can.</summary>
    internal virtual IEnumerable<string> FaultsOn(SearchSpace space) => [];

    internal abstract Proposer Open(SearchSpace space, int seed);

    internal IReadOnlyDictionary<string, object?> Describe() => new Dictionary<string, object?>(Options) { ["name"] = Name };
}
