namespace Saker.Learning.Explanation;

/// <summary>
/// Answers of a model to some rows, each shared out over pairs of raw columns (SHAP interaction values, Lundberg et al. 2020): off the diagonal half of what two columns
/// do together, on it what a column does alone. A line of a row's square adds up to the column's attribution, and all of it with <see cref="Base"/> to its total.
/// </summary>
public sealed record InteractionExplanation
{
    /// <summary>The output that is explained.</summary>
    public required string Output { get; init; }

    public required ExplainedUnit Unit { get; init; }

    /// <summary>The raw columns, in the model's order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The model's average answer over its training rows.</summary>
    public required double Base { get; init; }

    /// <summary>Row-major [rows, columns, columns], each square symmetric.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public int RowCount => Columns.Count == 0 ? 0 : Values.Count / (Columns.Count * Columns.Count);

    /// <summary>What two columns do in a row: together, which is both halves, or alone where it is one column.</summary>
    public double Of(int row, int first, int second) => (first == second ? 1 : 2) * Values[(((row * Columns.Count) + first) * Columns.Count) + second];

    /// <summary>The base and everything of a row.</summary>
    public double Total(int row) => Base + Pairs(row).Sum(pair => pair.Value);

    /// <summary>The pairs of a row, the largest first by absolute value; a column with itself is what it does alone.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="max">The most to give.</param>
    public IReadOnlyList<InteractionPair> Pairs(int row, int max = int.MaxValue)
    {
        var pairs = new List<InteractionPair>();
        for (var i = 0; i < Columns.Count; i++)
            for (var j = i; j < Columns.Count; j++)
                pairs.Add(new InteractionPair(Columns[i], Columns[j], Of(row, i, j)));
        return [.. pairs.OrderByDescending(pair => Math.Abs(pair.Value)).Take(max)];
    }
}
