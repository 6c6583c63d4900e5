using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011), multivariate (Falkner, Klein and Hutter 2018):
/// one density over the good trials, one over the others, and of some draws from the first the one at which it exceeds the second
/// by most. Parameters that exist together are estimated together; those that depend on others, from the trials that had them.
/// Failed trials count among the others, as do running ones, so that trials side by side spread out (the constant liar of
/// Ginsbourger, Le Riche and Carraro 2010). Pruned trials rank behind complete ones: the further they came the better.
/// </summary>
public sealed record TpeSampler : Sampler
{
    internal const string PublicName = "tpe";

    /// <summary>How many trials are drawn at random before there is anything to learn from; 1 to 10,000.</summary>
    public int Startup { get; init; } = 10;

    /// <summary>How many draws compete for a trial; 1 to 10,000.</summary>
    public int Candidates { get; init; } = 24;

    public override string Name => PublicName;

    private protected override Dictionary<string, object?> Options => new() { ["startup"] = (long)Startup, ["candidates"] = (long)Candidates };

    internal override Proposer Open(SearchSpace space, int seed) => new TpeProposer(Startup, Candidates);
}
