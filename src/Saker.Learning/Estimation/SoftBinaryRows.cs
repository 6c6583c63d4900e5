namespace Saker.Learning.Estimation;

/// <summary>
/// Scores of a binary classifier on rows that are positive in part: a row counts as positive with its probability and as negative with
/// the rest. With whole answers, 0 and 1, they are the measured scores. The order by probability is made once.
/// </summary>
internal sealed class SoftBinaryRows : ISoftRows
{
    // The gap between 1 and the next float64, as the measured score clips.
    private const double Epsilon = 2.220446049250313e-16;

    private static readonly EstimatedName[] s_names =
    [
        new("roc_auc", "ROC AUC", true, 1),
        new("pr_auc", "PR AUC", true, 1),
        new("log_loss", "Log loss", false, double.PositiveInfinity),
        new("brier", "Brier score", false, 1),
        new("accuracy", "Accuracy", true, 1),
        new("f1", "F1", true, 1),
        new("precision", "Precision", true, 1),
        new("recall", "Recall", true, 1),
        new("specificity", "Specificity", true, 1),
        new("balanced_accuracy", "Balanced accuracy", true, 1),
    ];

    private readonly float[] _probability;
    private readonly bool[] _said;
    private readonly int[] _order;

    /// <param name="probability">What the model said, 0 to 1.</param>
    /// <param name="said">Whether it called the row positive.</param>
    public SoftBinaryRows(ReadOnlySpan<float> probability, ReadOnlySpan<bool> said)
    {
        _probability = probability.ToArray();
        _said = said.ToArray();
        _order = new int[probability.Length];
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Array.Sort(probability.ToArray(), _order);
    }

    public static IReadOnlyList<EstimatedName> Names => s_names;

    IReadOnlyList<EstimatedName> ISoftRows.Names => s_names;

    public int RowCount => _probability.Length;

    public int ClassCount => 1;

    public ISoftRows Take(ReadOnlySpan<int> rows)
    {
        var probability = new float[rows.Length];
        var said = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            (probability[i], said[i]) = (_probability[rows[i]], _said[rows[i]]);
        return new SoftBinaryRows(probability, said);
    }

    public void Draw(ReadOnlySpan<double> answers, Xoshiro256 chance, Span<double> drawn)
    {
        for (var i = 0; i < answers.Length; i++)
            drawn[i] = chance.NextDouble() < answers[i] ? 1 : 0;
    }

    public void Compute(ReadOnlySpan<double> answers, Span<double> scores)
    {
        (scores[0], scores[1]) = (RankedArea(answers), AveragePrecision(answers));
        double loss = 0, brier = 0, truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            double positive = answers[i], negative = 1 - positive, said = Math.Clamp((double)_probability[i], Epsilon, 1 - Epsilon);
            loss -= (positive > 0 ? positive * Math.Log(said) : 0) + (negative > 0 ? negative * Math.Log(1 - said) : 0);
            brier += (positive * (1 - _probability[i]) * (1 - _probability[i])) + (negative * _probability[i] * _probability[i]);
            if (_said[i])
                (truePositives, falsePositives) = (truePositives + positive, falsePositives + negative);
            else
                (falseNegatives, trueNegatives) = (falseNegatives + positive, trueNegatives + negative);
        }
        var (recall, specificity) = (Ratio(truePositives, truePositives + falseNegatives), Ratio(trueNegatives, trueNegatives + falsePositives));
        scores[2] = loss / answers.Length;
        scores[3] = brier / answers.Length;
        scores[4] = (truePositives + trueNegatives) / answers.Length;
        scores[5] = Ratio(2 * truePositives, (2 * truePositives) + falsePositives + falseNegatives);
        scores[6] = Ratio(truePositives, truePositives + falsePositives);
        scores[7] = recall;
        scores[8] = specificity;
        scores[9] = truePositives + falseNegatives == 0 ? specificity : trueNegatives + falsePositives == 0 ? recall : (recall + specificity) / 2;
    }

    // Pairs of a positive and a negative row that are in order, ties half; a row makes no pair with itself.
    private double RankedArea(ReadOnlySpan<double> answers)
    {
        double inOrder = 0, below = 0, positives = 0, own = 0;
        for (var start = 0; start < _order.Length;)
        {
            double groupPositives = 0, groupNegatives = 0, groupOwn = 0;
            var end = start;
            for (; end < _order.Length && _probability[_order[end]] == _probability[_order[start]]; end++)
            {
                var positive = answers[_order[end]];
                groupPositives += positive;
                groupNegatives += 1 - positive;
                groupOwn += positive * (1 - positive);
            }
            inOrder += (groupPositives * below) + (((groupPositives * groupNegatives) - groupOwn) / 2);
            below += groupNegatives;
            positives += groupPositives;
            own += groupOwn;
            start = end;
        }
        var pairs = (positives * below) - own;
        return pairs > 0 ? inOrder / pairs : double.NaN;
    }

    private double AveragePrecision(ReadOnlySpan<double> answers)
    {
        double sum = 0, truePositives = 0;
        for (var end = _order.Length; end > 0;)
        {
            double groupPositives = 0;
            var start = end;
            for (; start > 0 && _probability[_order[start - 1]] == _probability[_order[end - 1]]; start--)
                groupPositives += answers[_order[start - 1]];
            truePositives += groupPositives;
            sum += groupPositives * truePositives / (_order.Length - start);
            end = start;
        }
        return truePositives > 0 ? sum / truePositives : double.NaN;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
