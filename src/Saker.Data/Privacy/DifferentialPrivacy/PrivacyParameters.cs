namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How much one answer may tell, and who counts as one person.</summary>
public sealed record PrivacyParameters
{
    public const double MinEpsilon = 1e-6;
    public const double MaxEpsilon = 1e3;

    // Beyond it e to the epsilon is no number any more, and nothing is protected anyway.
    private const double MaxGaussianEpsilon = 100;

    /// <summary>The loss of privacy, 0.000001 to 1000.</summary>
    public required double Epsilon { get; init; }

    /// <summary>0 takes Laplace noise; above it Gaussian noise with this delta, below 1.</summary>
    public double Delta { get; init; }

    /// <summary>The most rows that are about one person: noise grows with it. It is believed, not checked.</summary>
    public int RowsPerPerson { get; init; } = 1;

    internal bool IsGaussian => Delta > 0;

    internal void AddProblems(ProblemList problems)
    {
        if (!(Epsilon is >= MinEpsilon and <= MaxEpsilon))
            problems.Add(null, "epsilon", FormattableString.Invariant($"{Epsilon} is not between {MinEpsilon} and {MaxEpsilon}."));
        if (!(Delta is 0 or (>= 1e-30 and < 0.1)))
            problems.Add(null, "delta", FormattableString.Invariant($"{Delta} must be 0 (Laplace noise), or between 1e-30 and 0.1; it should be far below one over the number of people."));
        if (IsGaussian && Epsilon > MaxGaussianEpsilon)
            problems.Add(null, "epsilon", FormattableString.Invariant($"{Epsilon} is more than {MaxGaussianEpsilon}, up to which Gaussian noise is calibrated."));
        if (RowsPerPerson is < 1 or > 1_000_000)
            problems.Add(null, "rows_per_person", "it must be between 1 and 1000000.");
    }
}
