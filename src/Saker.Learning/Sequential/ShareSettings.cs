namespace Saker.Learning.Sequential;

/// <summary>Settings of <see cref="ShareEvidence"/>.</summary>
public sealed record ShareSettings
{
    /// <summary>The share that is still all right, above 0 and below 1.</summary>
    public required double Limit { get; init; }

    /// <summary>Which side of the limit is harm; not <see cref="Harm.Either"/>.</summary>
    public Harm Harm { get; init; } = Harm.Higher;

    internal void Require() => SequentialRules.Require(
        "Evidence about a share",
        ("limit", Limit, Limit is > 0 and < 1, "above 0 and below 1"),
        ("harm", (double)Harm, Harm is Harm.Higher or Harm.Lower, "higher (0) or lower (1)"));
}
