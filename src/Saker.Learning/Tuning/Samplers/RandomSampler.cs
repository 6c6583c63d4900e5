using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>Every point of the space is equally likely.</summary>
public sealed record RandomSampler : Sampler
{
    internal const string PublicName = "random";

    public override string Name => PublicName;

    internal override Proposer Open(SearchSpace space, int seed) => new RandomProposer();
}
