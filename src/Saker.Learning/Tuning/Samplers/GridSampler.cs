using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>Every combination, once, in order; then the study has nothing left to try.</summary>
public sealed record GridSampler : Sampler
{
    internal const string PublicName = "grid";

    /// <summary>The most points of a grid.</summary>
    public const int MaxPoints = 100_000;

    /// <summary>How many values of a number without steps are tried, both ends included; 2 to 1000.</summary>
    public int Points { get; init; } = 5;

    public override string Name => PublicName;

    private protected override Dictionary<string, object?> Options => new() { ["points"] = (long)Points };

    internal override IEnumerable<string> FaultsOn(SearchSpace space)
    {
        // What depends on others makes it smaller; the product is the bound that is cheap.
        if (space.Parameters.Aggregate(1.0, (product, parameter) => product * (parameter.ValueCount ?? Points)) > MaxPoints)
            yield return $"the grid has more than {MaxPoints} points; give larger steps, fewer choices, or use another sampler.";
    }

    internal override Proposer Open(SearchSpace space, int seed) => new GridProposer(space, Points);
}
