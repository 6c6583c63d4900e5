using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>
/// Points that fill the space more evenly than chance does: the sequence of Sobol (1967) with the direction numbers of Joe and Kuo
/// (2008), scrambled by the seed (Matoušek 1998). Evenest at powers of two.
/// </summary>
public sealed record SobolSampler : Sampler
{
    internal const string PublicName = "sobol";

    public override string Name => PublicName;

    internal override IEnumerable<string> FaultsOn(SearchSpace space)
    {
        if (space.Parameters.Count > SobolSequence.MaxDimensions)
            yield return $"the sequence has {SobolSequence.MaxDimensions} dimensions and the space {space.Parameters.Count}; use random or tpe.";
    }

    internal override Proposer Open(SearchSpace space, int seed) => new SobolProposer(space.Parameters.Count, seed);
}
