namespace Saker.Learning.Scores.Multiclass;

/// <summary>Scores from the counts of rows by actual and predicted class.</summary>
internal static class ClassAgreement
{
    public static int Hits(MulticlassPredictions rows)
    {
        var hits = 0;
        for (var own = 0; own < rows.Classes.Count; own++)
            hits += rows.Counts[(own * rows.Classes.Count) + own];
        return hits;
    }

    public static double Accuracy(MulticlassPredictions rows) => (double)Hits(rows) / rows.UnitCount;

    /// <summary>One for each class that occurs among answers or predictions.</summary>
    public static IReadOnlyList<ClassTally> Tallies(MulticlassPredictions rows)
    {
        var (actual, predicted) = Totals(rows);
        var tallies = new List<ClassTally>(actual.Length);
        for (var own = 0; own < actual.Length; own++)
        {
            double hits = rows.Counts[(own * actual.Length) + own];
            var tally = new ClassTally(hits, predicted[own] - hits, actual[own] - hits);
            if (tally.Occurs)
                tallies.Add(tally);
        }
        return tallies;
    }

    /// <summary>The mean recall of the classes that occur among the answers.</summary>
    public static double BalancedAccuracy(MulticlassPredictions rows) =>
        Tallies(rows).Where(own => own.TruePositives + own.FalseNegatives > 0).Average(own => own.Recall);

    /// <summary>The correlation of actual and predicted class (Gorodkin 2004); 0 when either is always the same.</summary>
    public static double Mcc(MulticlassPredictions rows)
    {
        var (actual, predicted) = Totals(rows);
        double all = rows.UnitCount, products = 0, actualSquares = 0, predictedSquares = 0;
        for (var own = 0; own < actual.Length; own++)
        {
            products += actual[own] * predicted[own];
            actualSquares += actual[own] * actual[own];
            predictedSquares += predicted[own] * predicted[own];
        }
        var spread = ((all * all) - predictedSquares) * ((all * all) - actualSquares);
        return spread == 0 ? 0 : ((Hits(rows) * all) - products) / Math.Sqrt(spread);
    }

    /// <summary>Agreement beyond chance (Cohen 1960); NaN when chance alone would agree always.</summary>
    public static double Kappa(MulticlassPredictions rows)
    {
        var (actual, predicted) = Totals(rows);
        var products = 0.0;
        for (var own = 0; own < actual.Length; own++)
            products += actual[own] * predicted[own];
        var byChance = products / ((double)rows.UnitCount * rows.UnitCount);
        return (Accuracy(rows) - byChance) / (1 - byChance);
    }

    private static (double[] Actual, double[] Predicted) Totals(MulticlassPredictions rows)
    {
        var actual = new double[rows.Classes.Count];
        var predicted = new double[rows.Classes.Count];
        for (var i = 0; i < rows.Counts.Length; i++)
        {
            actual[i / actual.Length] += rows.Counts[i];
            predicted[i % actual.Length] += rows.Counts[i];
        }
        return (actual, predicted);
    }
}
