namespace Saker.Learning.Scores;

/// <summary>Rows of one class or label: rightly found, wrongly found, missed.</summary>
internal readonly record struct ClassTally(double TruePositives, double FalsePositives, double FalseNegatives)
{
    public bool Occurs => TruePositives + FalsePositives + FalseNegatives > 0;

    /// <summary>0 when nothing was predicted.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>0 when nothing is there to find.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>0 when nothing is there and nothing was predicted.</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Intersection over union; 0 when nothing is there and nothing was predicted.</summary>
    public double Jaccard => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The average of a score over classes, as scikit-learn's <c>average</c> has it.</summary>
    public static double Over(IReadOnlyList<ClassTally> classes, Average average, Func<ClassTally, double> score)
    {
        if (average == Average.Micro)
            return score(new ClassTally(classes.Sum(own => own.TruePositives), classes.Sum(own => own.FalsePositives), classes.Sum(own => own.FalseNegatives)));
        var (sum, weights) = (0.0, 0.0);
        foreach (var own in classes)
        {
            var weight = average == Average.Macro ? 1 : own.TruePositives + own.FalseNegatives;
            sum += weight * score(own);
            weights += weight;
        }
        return Ratio(sum, weights);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
