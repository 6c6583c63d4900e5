namespace Saker.Data.Checks.Proposals;

/// <summary>How much room a bound leaves.</summary>
/// <param name="Factor">What the user asked for, see <see cref="ProposalOptions.Tolerance"/>.</param>
/// <param name="BatchRows">Rows of a batch to be checked, at least.</param>
/// <param name="TotalRows">Rows of the data.</param>
internal sealed record Tolerances(double Factor, double BatchRows, double TotalRows)
{
    /// <summary>Standard errors; by chance alone a bound is missed once in some 4,000 checks.</summary>
    private const double Errors = 3.5;

    /// <summary>The future moves further than the past did, by as much again.</summary>
    private const double Ahead = 2;

    /// <summary>One in two hundred.</summary>
    private const double Spared = 0.005;

    /// <summary>As many wrong values as may come by chance when the last batch had none or one.</summary>
    private const double Surprises = 4;

    /// <summary>The room for a mean of values: sampling error of data and batch, and the drift that was seen.</summary>
    /// <param name="deviation">Standard deviation of the values.</param>
    /// <param name="share">Which share of the rows has such values.</param>
    /// <param name="drift">See <see cref="Walk.Drift"/>.</param>
    /// <param name="inflation">See <see cref="Walk.Inflation"/>; it and the drift are two sights of the same unrest, of which the larger counts.</param>
    public double OfMean(double deviation, double share, double drift, double inflation = 1)
    {
        var chance = Errors * deviation * ErrorScale(share);
        return Factor * Math.Max(chance * inflation, chance + (Ahead * drift));
    }

    /// <summary>The room for a share. The share is taken half a row away from 0 and 1, where chance would have no room.</summary>
    public double OfShare(double p, double share, double drift, double inflation = 1)
    {
        var away = 0.5 / Math.Max(Math.Min(BatchRows, TotalRows) * share, 1);
        var inner = Math.Clamp(p, Math.Min(away, 0.5), Math.Max(1 - away, 0.5));
        return OfMean(Math.Sqrt(inner * (1 - inner)), share, drift, inflation);
    }

    /// <summary>The share of values that must be right where none was wrong: a first wrong one among so many is no surprise.</summary>
    /// <param name="count">How many were right.</param>
    public double Nearly(int count) => Math.Floor((1 - Math.Max(Spared * Factor, Math.Min(Surprises * Factor / Math.Max(Math.Min(count, BatchRows), 1), 0.1))) * 1000) / 1000;

    /// <summary>As <see cref="Nearly"/>, for what is closed by its nature: no wrong values are spared but those that chance allows for.</summary>
    /// <remarks>Where none of n was wrong, more than four of the next n are wrong with a probability of 1 % (beta-binomial under Jeffreys' prior).</remarks>
    public double Hardly(int count) => Math.Floor((1 - Math.Min(Surprises * Factor / Math.Max(Math.Min(count, BatchRows), 1), 0.1)) * 10_000) / 10_000;

    private double ErrorScale(double share) => Math.Sqrt((1 / Math.Max(TotalRows * share, 1)) + (1 / Math.Max(BatchRows * share, 1)));
}
