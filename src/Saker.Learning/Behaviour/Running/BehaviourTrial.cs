using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>What a test works with.</summary>
internal sealed record BehaviourTrial
{
    public required Signature Signature { get; init; }

    public required IReadOnlyList<BehaviourRow> Rows { get; init; }

    public required Asking Asking { get; init; }

    /// <summary>The test's own.</summary>
    public required Xoshiro256 Random { get; init; }

    public required int ExampleCount { get; init; }

    public required TimeProvider Time { get; init; }

    public IReadOnlyList<SignatureColumn> Inputs => Signature.Inputs;

    public int IndexOf(string column) => Enumerable.Range(0, Inputs.Count).First(i => Inputs[i].Name == column);
}
