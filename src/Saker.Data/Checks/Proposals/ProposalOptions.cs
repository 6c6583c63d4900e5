namespace Saker.Data.Checks.Proposals;

/// <summary>How a suite is proposed.</summary>
public sealed record ProposalOptions
{
    /// <summary>The columns that checks are proposed for; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Widens every bound that was estimated: 1 as the data say, 2 twice as wide. Above 0, at most 10.</summary>
    public double Tolerance { get; init; } = 1;

    /// <summary>
    /// How many rows the batches that will be checked have at least; the sampling error of fewer rows is what bounds leave room for. Null takes as
    /// many as the data have, at most <see cref="LargestBatch"/>.
    /// </summary>
    public int? BatchRows { get; init; }

    /// <summary>Rows that are kept in memory to find bounds by, spread over the data in pieces of neighbouring rows.</summary>
    public int MaxSampleRows { get; init; } = 65_536;

    /// <summary>Columns of which pairs are looked at, the first of the data.</summary>
    public int MaxPairedColumns { get; init; } = 60;

    /// <summary>The default of <see cref="BatchRows"/> is at most this.</summary>
    public const int LargestBatch = 10_000;

    /// <exception cref="SakerException">A value is out of range; all such are named.</exception>
    internal void Validate()
    {
        var problems = new List<Problem>();
        if (!(Tolerance > 0 && Tolerance <= 10))
            problems.Add(new Problem("tolerance", FormattableString.Invariant($"{Tolerance} is out of range; it must be above 0 and at most 10.")));
        if (BatchRows < 1)
            problems.Add(new Problem("batch_rows", FormattableString.Invariant($"{BatchRows} is out of range; it must be at least 1.")));
        if (MaxSampleRows < 64)
            problems.Add(new Problem("max_sample_rows", FormattableString.Invariant($"{MaxSampleRows} is out of range; it must be at least 64.")));
        if (MaxPairedColumns < 0)
            problems.Add(new Problem("max_paired_columns", FormattableString.Invariant($"{MaxPairedColumns} is out of range; it must be at least 0.")));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of the proposal are not right.", problems);
    }
}
