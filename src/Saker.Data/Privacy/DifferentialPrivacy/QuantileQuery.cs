using System.Numerics;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>
/// A quantile of a column, out of equally spaced candidates between bounds that are given: the exponential mechanism (McSherry and Talwar, 2007) with the
/// ranks as in Smith, "Privacy-preserving statistical estimation with optimal convergence rates" (2011), sampled exactly.
/// </summary>
public sealed class QuantileQuery : PrivateQuery
{
    private const int RankParts = 1_000;
    private const int EpsilonBits = 40;

    private readonly string _column;
    private readonly double _min;
    private readonly double _step;
    private readonly int _rank;
    private readonly long[] _counts;

    /// <param name="column">The column.</param>
    /// <param name="quantile">0 to 1, to three digits; 0.5 is the median.</param>
    /// <param name="min">Smaller values count as this.</param>
    /// <param name="max">Larger values count as this.</param>
    /// <param name="candidates">How many steps there are from min to max, 1 to 1,000,000: the answer is one of their ends.</param>
    /// <param name="parameters">Delta must be 0: the mechanism needs none.</param>
    /// <exception cref="SakerException">A parameter is out of range, or the bounds are none.</exception>
    public QuantileQuery(string column, double quantile, double min, double max, int candidates, PrivacyParameters parameters)
        : base(parameters)
    {
        ThrowIfInvalid(parameters, problems =>
        {
            CheckBounds(problems, min, max);
            if (!(quantile is >= 0 and <= 1))
                problems.Add(null, "quantile", FormattableString.Invariant($"{quantile} is not between 0 and 1."));
            if (candidates is < 1 or > 1_000_000)
                problems.Add(null, "candidates", "it must be between 1 and 1000000.");
            if (parameters.IsGaussian)
                problems.Add(null, "delta", "a quantile needs no delta; leave it out.");
        });
        (_column, _min, _step, _rank) = (column, min, (max - min) / candidates, (int)Math.Round(quantile * RankParts));
        _counts = new long[candidates + 1];
    }

    public override string Description => FormattableString.Invariant($"quantile {_rank / (double)RankParts} of {_column}");

    internal override (string Column, ColumnType Type)? Asked => (_column, ColumnType.Float64);

    internal override PrivacyCost Cost => new(Parameters.Epsilon, 0, Parameters.Epsilon * Parameters.Epsilon / 2);

    internal override void Add(Table table)
    {
        foreach (var value in Numbers(table, _column))
            _counts[(int)Math.Clamp(Math.Round((value - _min) / _step), 0, _counts.Length - 1)]++;
    }

    internal override IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler)
    {
        // A candidate costs what its rank misses, weighted so that the quantile costs nothing. One row changes that by the larger weight at most.
        var sensitivity = Math.Max(_rank, RankParts - _rank);
        var costs = new BigInteger[_counts.Length];
        var epsilon = new BigInteger(Math.Floor(Parameters.Epsilon / Parameters.RowsPerPerson * Math.Pow(2, EpsilonBits)));
        BigInteger total = _counts.Sum();
        long below = 0;
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = epsilon * BigInteger.Abs(((RankParts - _rank) * (BigInteger)below) - (_rank * (total - below - _counts[i])));
            below += _counts[i];
        }
        var chosen = sampler.Choose(costs, 2 * sensitivity * (BigInteger.One << EpsilonBits));
        return [new(Description, _min + (chosen * _step), double.NaN)];
    }
}
