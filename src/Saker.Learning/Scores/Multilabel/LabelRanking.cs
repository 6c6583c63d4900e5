namespace Saker.Learning.Scores.Multilabel;

/// <summary>Scores from the values of the labels.</summary>
internal static class LabelRanking
{
    /// <summary>The mean over labels of the area of each.</summary>
    public static double MeanArea(MultilabelPredictions rows)
    {
        var values = rows.Values("ROC AUC");
        var sum = 0.0;
        for (var label = 0; label < rows.Labels.Count; label++)
        {
            var isOwn = new bool[rows.UnitCount];
            var own = new double[rows.UnitCount];
            for (var row = 0; row < own.Length; row++)
            {
                isOwn[row] = rows.Target[(row * rows.Labels.Count) + label];
                own[row] = values[(row * rows.Labels.Count) + label];
            }
            sum += RankArea.Of(isOwn, own, rows.Labels[label]);
        }
        return sum / rows.Labels.Count;
    }

    /// <summary>
    /// The mean, over rows and over the labels of each, of the share of right ones among the labels at least as high
    /// (Schapire and Singer 2000). A row with no label or with all counts 1.
    /// </summary>
    public static double AveragePrecision(MultilabelPredictions rows)
    {
        var values = rows.Values("Label ranking average precision");
        var labelCount = rows.Labels.Count;
        var sum = 0.0;
        for (var row = 0; row < rows.UnitCount; row++)
            sum += Precision(rows.Target.Slice(row * labelCount, labelCount), values.Slice(row * labelCount, labelCount));
        return sum / rows.UnitCount;
    }

    private static double Precision(ReadOnlySpan<bool> isOwn, ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        for (var label = 0; label < isOwn.Length; label++)
        {
            if (!isOwn[label])
                continue;
            var (above, right) = (0, 0);
            for (var other = 0; other < isOwn.Length; other++)
            {
                if (values[other] < values[label])
                    continue;
                above++;
                right += isOwn[other] ? 1 : 0;
            }
            sum += (double)right / above;
            count++;
        }
        return count == 0 || count == isOwn.Length ? 1 : sum / count;
    }
}
