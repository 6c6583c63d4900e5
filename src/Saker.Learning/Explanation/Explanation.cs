namespace Saker.Learning.Explanation;

/// <summary>Answers of a model to some rows, each shared out over the raw columns: <see cref="Base"/> plus a row's attributions is its total.</summary>
public sealed record Explanation
{
    public required ExplanationMethod Method { get; init; }

    /// <summary>The output that is explained.</summary>
    public required string Output { get; init; }

    public required ExplainedUnit Unit { get; init; }

    /// <summary>The raw columns that attributions belong to, in the model's order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What the attributions start from: the model's average answer over the rows it is compared with. Where rows have bases of their own, that of the first.</summary>
    public required double Base { get; init; }

    /// <summary>Of several classes the class of each row that is explained; null of other models.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>What the attributions of each row start from, where rows of several classes are explained; null where all start from <see cref="Base"/>.</summary>
    public IReadOnlyList<double>? Bases { get; init; }

    /// <summary>Row-major [rows, columns].</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>As <see cref="Values"/>; null where the values are exact.</summary>
    public IReadOnlyList<double>? StandardErrors { get; init; }

    /// <summary>What a reader must know: what the base stands for, how columns share a derived feature.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the model does more with a total than the unit says, such as calibrate it: its probability is then not the total's.</summary>
    public bool IsBeforeCalibration { get; init; }

    public int RowCount => Columns.Count == 0 ? 0 : Values.Count / Columns.Count;

    /// <summary>The attributions of a row, the largest first by absolute value.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="max">The most to give.</param>
    public IReadOnlyList<Attribution> Factors(int row, int max = int.MaxValue) =>
    [
        .. Columns.Select((column, i) => new Attribution(column, Values[(row * Columns.Count) + i], StandardErrors?[(row * Columns.Count) + i]))
            .OrderByDescending(factor => Math.Abs(factor.Value)).Take(max),
    ];

    /// <summary>The base and all attributions of a row: its margin, or what the unit says.</summary>
    public double Total(int row)
    {
        var total = BaseOf(row);
        for (var i = 0; i < Columns.Count; i++)
            total += Values[(row * Columns.Count) + i];
        return total;
    }

    /// <summary>What the attributions of a row start from.</summary>
    public double BaseOf(int row) => Bases?[row] ?? Base;

    /// <summary>A total as a probability, where it is the model's; null for values of a regression and before a calibration.</summary>
    public double? Probability(double total) => Unit switch
    {
        _ when IsBeforeCalibration => null,
        ExplainedUnit.LogOdds => Sigmoid(total),
        ExplainedUnit.Probability => Math.Clamp(total, 0, 1),
        _ => null,
    };

    /// <summary>
    /// Everything rounded, for callers that may see scores only so. Log odds become shares of the probability first: as such they are fine enough to tell a probability near 0
    /// or 1 to many more digits.
    /// </summary>
    public Explanation Rounded(int decimals)
    {
        var shown = Unit == ExplainedUnit.LogOdds ? InProbability() : this;
        return shown with
        {
            Base = Math.Round(shown.Base, decimals),
            Bases = shown.Bases is null ? null : [.. shown.Bases.Select(value => Math.Round(value, decimals))],
            Values = [.. shown.Values.Select(value => Math.Round(value, decimals))],
            StandardErrors = shown.StandardErrors is null ? null : [.. shown.StandardErrors.Select(error => Math.Round(error, decimals))],
        };
    }

    // Each row's attributions keep their proportions, and add up to the probability of its total.
    private Explanation InProbability()
    {
        double[] factors = [.. Enumerable.Range(0, RowCount).Select(row => Slope(BaseOf(row), Total(row)))];
        return this with
        {
            Unit = ExplainedUnit.Probability,
            Base = Sigmoid(Base),
            Bases = Bases is null ? null : [.. Bases.Select(Sigmoid)],
            Values = [.. Values.Select((value, i) => value * factors[i / Columns.Count])],
            StandardErrors = StandardErrors is null ? null : [.. StandardErrors.Select((error, i) => error * factors[i / Columns.Count])],
            Notes = [.. Notes, "Attributions are shares of the probability, in proportion to those of the log odds: scores are rounded for this caller."],
        };
    }

    private static double Slope(double from, double to) => Math.Abs(to - from) < 1e-9 ? Sigmoid(from) * (1 - Sigmoid(from)) : (Sigmoid(to) - Sigmoid(from)) / (to - from);

    private static double Sigmoid(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
