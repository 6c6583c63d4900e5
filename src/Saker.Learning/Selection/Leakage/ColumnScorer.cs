using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Selection.Leakage;

/// <summary>
/// Scores one column alone, out of fold: each bin predicts the mean of the target of its training rows, drawn a little towards the mean of all. An identifier
/// scores nothing so, because its values do not come again. Numbers are scored by their order too.
/// </summary>
internal sealed class ColumnScorer
{
    private const int MaxFoldCount = 5;

    // One row's worth of the mean of all: bins of few rows are not taken at their word.
    private const double PriorWeight = 1;

    private readonly IReadOnlyList<(ScreenClass Class, IReadOnlyList<Fold> Folds)> _classes;
    private readonly float[]? _numbers;
    private readonly IReadOnlyList<Fold> _numberFolds = [];

    public ColumnScorer(ScreenTarget target, int seed)
    {
        _classes = [.. target.Classes.Select(each => (each, FoldsOf(each.Target, seed))).Where(each => each.Item2.Count > 0)];
        if (target.Numbers is not { Count: >= 2 * MaxFoldCount } numbers)
            return;
        _numbers = [.. numbers.Select(number => (float)number)];
        _numberFolds = RandomFolds.Create(_numbers.Length, MaxFoldCount, seed);
    }

    /// <summary>Whether there are rows enough to score anything.</summary>
    public bool CanScore => _classes.Count > 0 || _numbers is not null;

    /// <summary>The score, and the class that the column tells best; null for numbers.</summary>
    public (double Score, ScreenClass? Class) Score(ScreenColumn column)
    {
        if (_numbers is not null)
            return (Math.Max(Math.Max(0, Explained(column, Predict)), column.Numbers is null ? 0 : Explained(column, PredictByLine)), null);
        return _classes.Select(each => (Area(column, each.Class.Target, each.Folds), (ScreenClass?)each.Class)).MaxBy(scored => scored.Item1);
    }

    private static IReadOnlyList<Fold> FoldsOf(float[] target, int seed)
    {
        var positives = target.Count(value => value == 1f);
        var count = Math.Min(MaxFoldCount, Math.Min(positives, target.Length - positives));
        return count < 2 ? [] : StratifiedFolds.Create(target, count, seed);
    }

    private static double Area(ScreenColumn column, float[] target, IReadOnlyList<Fold> folds)
    {
        var sum = 0.0;
        foreach (var fold in folds)
        {
            var predicted = Predict(column, target, fold);
            float[] actual = [.. fold.Validation.Select(row => target[row])];
            sum += RankingScores.RocAuc(actual, predicted);
        }
        var byBins = sum / folds.Count;
        return column.Numbers is null ? byBins : Math.Max(byBins, AreaByOrder(column.Numbers, target));
    }

    /// <summary>By the order of the values themselves, up or down: bins of few rows blur a clean cut. A direction is too little to be learnt by chance.</summary>
    private static double AreaByOrder(double[] numbers, float[] target)
    {
        var ranks = Midranks.Of<double>([.. numbers.Select(number => double.IsNaN(number) ? double.NegativeInfinity : number)]);
        var (sum, positives) = (0.0, 0.0);
        for (var row = 0; row < ranks.Length; row++)
        {
            sum += target[row] == 1f ? ranks[row] : 0;
            positives += target[row];
        }
        var area = (sum - (positives * (positives + 1) / 2)) / (positives * (target.Length - positives));
        return Math.Max(area, 1 - area);
    }

    private double Explained(ScreenColumn column, Func<ScreenColumn, float[], Fold, float[]> predict)
    {
        var mean = _numbers!.Average(number => (double)number);
        var (missed, all) = (0.0, 0.0);
        foreach (var fold in _numberFolds)
        {
            var predicted = predict(column, _numbers!, fold);
            for (var i = 0; i < predicted.Length; i++)
            {
                var actual = _numbers![fold.Validation[i]];
                missed += (actual - predicted[i]) * (actual - predicted[i]);
                all += (actual - mean) * (actual - mean);
            }
        }
        return all == 0 ? 0 : 1 - (missed / all);
    }

    /// <summary>By a straight line through the training rows, which bins of few rows follow badly; the mean where the value is missing.</summary>
    private static float[] PredictByLine(ScreenColumn column, float[] target, Fold fold)
    {
        int[] known = [.. fold.Train.Where(row => double.IsFinite(column.Numbers![row]))];
        var all = fold.Train.Average(row => (double)target[row]);
        var (middle, level) = known.Length == 0 ? (0, all) : (known.Average(row => column.Numbers![row]), known.Average(row => (double)target[row]));
        var spread = known.Sum(row => Math.Pow(column.Numbers![row] - middle, 2));
        var slope = spread == 0 ? 0 : known.Sum(row => (column.Numbers![row] - middle) * (target[row] - level)) / spread;
        return [.. fold.Validation.Select(row => double.IsFinite(column.Numbers![row]) ? (float)(level + (slope * (column.Numbers[row] - middle))) : (float)all)];
    }

    private static float[] Predict(ScreenColumn column, float[] target, Fold fold)
    {
        var (sums, counts) = (new double[column.BinCount], new double[column.BinCount]);
        foreach (var row in fold.Train)
        {
            sums[column.Codes[row]] += target[row];
            counts[column.Codes[row]]++;
        }
        var prior = sums.Sum() / fold.Train.Count;
        var predicted = new float[fold.Validation.Count];
        for (var i = 0; i < predicted.Length; i++)
        {
            var bin = column.Codes[fold.Validation[i]];
            predicted[i] = (float)((sums[bin] + (PriorWeight * prior)) / (counts[bin] + PriorWeight));
        }
        return predicted;
    }
}
