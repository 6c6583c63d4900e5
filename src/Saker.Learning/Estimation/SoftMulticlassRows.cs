namespace Saker.Learning.Estimation;

/// <summary>As <see cref="SoftBinaryRows"/>, of several classes. Averages are over the classes that occur among answers or predictions.</summary>
internal sealed class SoftMulticlassRows : ISoftRows
{
    private const double Epsilon = 2.220446049250313e-16;

    private static readonly EstimatedName[] s_names =
    [
        new("accuracy", "Accuracy", true, 1),
        new("balanced_accuracy", "Balanced accuracy", true, 1),
        new("f1_macro", "F1, macro", true, 1),
        new("precision_macro", "Precision, macro", true, 1),
        new("recall_macro", "Recall, macro", true, 1),
        new("log_loss", "Log loss", false, double.PositiveInfinity),
        new("roc_auc_ovr", "ROC AUC, one versus rest", true, 1),
    ];

    private static readonly int s_ownCount = SoftBinaryRows.Names.Count;

    private readonly double[] _probabilities;
    private readonly int[] _predicted;
    private readonly SoftBinaryRows[] _classes;

    /// <param name="probabilities">Row-major, rows x classes.</param>
    /// <param name="predicted">The index of each row's predicted class.</param>
    public SoftMulticlassRows(double[] probabilities, int[] predicted)
    {
        _probabilities = probabilities;
        _predicted = predicted;
        ClassCount = probabilities.Length / predicted.Length;
        _classes = new SoftBinaryRows[ClassCount];
        var column = new float[predicted.Length];
        for (var own = 0; own < ClassCount; own++)
        {
            for (var row = 0; row < column.Length; row++)
                column[row] = (float)probabilities[(row * ClassCount) + own];
            _classes[own] = new SoftBinaryRows(column, Array.ConvertAll(predicted, value => value == own));
        }
    }

    public IReadOnlyList<EstimatedName> Names => s_names;

    public int RowCount => _predicted.Length;

    public int ClassCount { get; }

    public ISoftRows Take(ReadOnlySpan<int> rows)
    {
        var probabilities = new double[rows.Length * ClassCount];
        var predicted = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            _probabilities.AsSpan(rows[i] * ClassCount, ClassCount).CopyTo(probabilities.AsSpan(i * ClassCount));
            predicted[i] = _predicted[rows[i]];
        }
        return new SoftMulticlassRows(probabilities, predicted);
    }

    public void Draw(ReadOnlySpan<double> answers, Xoshiro256 chance, Span<double> drawn)
    {
        drawn.Clear();
        for (var row = 0; row < _predicted.Length; row++)
        {
            var left = chance.NextDouble();
            var own = 0;
            for (; own < ClassCount - 1 && left >= answers[(row * ClassCount) + own]; own++)
                left -= answers[(row * ClassCount) + own];
            drawn[(row * ClassCount) + own] = 1;
        }
    }

    public void Compute(ReadOnlySpan<double> answers, Span<double> scores)
    {
        var (hits, loss) = Rows(answers);
        double f1 = 0, precision = 0, recall = 0, present = 0, recalled = 0, area = 0;
        var occurring = 0;
        var column = new double[_predicted.Length];
        Span<double> own = stackalloc double[s_ownCount];
        for (var place = 0; place < ClassCount; place++)
        {
            for (var row = 0; row < column.Length; row++)
                column[row] = answers[(row * ClassCount) + place];
            var (truePositives, actual, predicted) = Count(column, place);
            _classes[place].Compute(column, own);
            area += own[0];
            if (actual == 0 && predicted == 0)
                continue;
            occurring++;
            f1 += Ratio(2 * truePositives, actual + predicted);
            precision += Ratio(truePositives, predicted);
            recall += Ratio(truePositives, actual);
            present += actual > 0 ? 1 : 0;
            recalled += Ratio(truePositives, actual);
        }
        scores[0] = hits / _predicted.Length;
        scores[1] = recalled / present;
        scores[2] = f1 / occurring;
        scores[3] = precision / occurring;
        scores[4] = recall / occurring;
        scores[5] = loss / _predicted.Length;
        scores[6] = area / ClassCount;
    }

    private (double Hits, double Loss) Rows(ReadOnlySpan<double> answers)
    {
        double hits = 0, loss = 0;
        for (var row = 0; row < _predicted.Length; row++)
        {
            hits += answers[(row * ClassCount) + _predicted[row]];
            var sum = 0.0;
            for (var own = row * ClassCount; own < (row + 1) * ClassCount; own++)
                sum += _probabilities[own];
            for (var own = row * ClassCount; own < (row + 1) * ClassCount; own++)
                if (answers[own] > 0)
                    loss -= answers[own] * Math.Log(Math.Clamp(_probabilities[own] / sum, Epsilon, 1 - Epsilon));
        }
        return (hits, loss);
    }

    private (double TruePositives, double Actual, double Predicted) Count(double[] column, int place)
    {
        double truePositives = 0, actual = 0, predicted = 0;
        for (var row = 0; row < column.Length; row++)
        {
            actual += column[row];
            if (_predicted[row] != place)
                continue;
            predicted++;
            truePositives += column[row];
        }
        return (truePositives, actual, predicted);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
