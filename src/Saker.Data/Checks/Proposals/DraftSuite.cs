namespace Saker.Data.Checks.Proposals;

/// <summary>Asks all proposers about a sample of rows.</summary>
internal sealed class DraftSuite(Table sample, long rowCount, ProposalOptions options)
{
    private const int MaxPairedRows = 5_000;

    private static readonly IColumnProposer[] ColumnProposers =
    [
        new TypeProposer(),
        new PresenceProposer(),
        new UniqueProposer(),
        new CategoryProposer(),
        new RangeProposer(),
        new SpreadProposer(),
        new MeanProposer(),
        new PrecisionProposer(),
        new OrderProposer(),
        new ChangeProposer(),
        new RepeatProposer(),
        new FormatProposer(),
        new ShapeProposer(),
        new HabitProposer(),
    ];

    private static readonly IPairProposer[] PairProposers =
    [
        new ComparisonProposer(),
        new CorrelationProposer(),
        new DependencyProposer(),
    ];

    /// <summary>What is about the table first, then column by column.</summary>
    public IReadOnlyList<CheckDraft> Build(CancellationToken cancellationToken)
    {
        var columns = sample.Columns.Select(column => new SampleColumn(column)).ToArray();
        var chosen = options.Columns is null ? columns : [.. columns.Where(column => options.Columns.Contains(column.Name, StringComparer.Ordinal))];
        var pairs = Pairs(columns, cancellationToken).ToLookup(draft => draft.Column, StringComparer.Ordinal);
        List<CheckDraft> drafts = [.. RowCount()];
        foreach (var column in chosen)
        {
            List<CheckDraft> known = [];
            foreach (var proposer in ColumnProposers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                known.AddRange(proposer.Propose(column, Tolerances(sample.RowCount)));
            }
            drafts.AddRange(known);
            drafts.AddRange(NumberHabitProposer.Propose(column, known, Tolerances(sample.RowCount)));
            drafts.AddRange(pairs[column.Name]);
        }
        return drafts;
    }

    private IEnumerable<CheckDraft> Pairs(SampleColumn[] columns, CancellationToken cancellationToken)
    {
        var step = 1 + ((sample.RowCount - 1) / MaxPairedRows);
        int[] rows = [.. Enumerable.Range(0, sample.RowCount / step).Select(i => i * step)];
        PairColumn[] paired = [.. columns.Take(options.MaxPairedColumns).Where(column => column.Count > 0).Select(column => new PairColumn(column, rows))];
        foreach (var proposer in PairProposers)
        {
            foreach (var draft in proposer.Propose(paired, Tolerances(rows.Length)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return draft;
            }
        }
    }

    /// <summary>How many rows there are says little about how many the next batch will have; hence a warning.</summary>
    private IEnumerable<CheckDraft> RowCount()
    {
        if (options.Columns is not null)
            yield break;
        var (min, max) = (Math.Floor(rowCount * 0.85), Math.Ceiling(rowCount * 1.25));
        yield return new CheckDraft("row_count", null, FormattableString.Invariant($"{rowCount} rows; set it to what your batches have"), ("min", Math.Max(min, 1)), ("max", max), ("severity", "warn"));
    }

    private Tolerances Tolerances(int rows) => new(options.Tolerance, options.BatchRows ?? Math.Min(rowCount, ProposalOptions.LargestBatch), rows);
}
