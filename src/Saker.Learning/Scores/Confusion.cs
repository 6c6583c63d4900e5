namespace Saker.Learning.Scores;

/// <summary>Rows counted by actual and predicted class. A row is predicted positive when its probability is at least the threshold, or its label says so.</summary>
public sealed record Confusion
{
    public required int TruePositives { get; init; }

    public required int FalsePositives { get; init; }

    public required int TrueNegatives { get; init; }

    public required int FalseNegatives { get; init; }

    /// <summary>The share of rows predicted right.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, TruePositives + TrueNegatives + FalsePositives + FalseNegatives);

    /// <summary>The share of positives among rows predicted positive; 0 when no row is predicted positive.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of positive rows that are predicted so; 0 when no row is positive.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The share of negative rows that are predicted so; 0 when no row is negative.</summary>
    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>The harmonic mean of precision and recall; 0 when nothing is positive, neither actual nor predicted.</summary>
    public double F1 => Ratio(2.0 * TruePositives, 2.0 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The share of negatives among rows predicted negative; 0 when no row is predicted negative.</summary>
    public double NegativePredictiveValue => Ratio(TrueNegatives, TrueNegatives + FalseNegatives);

    /// <summary>The mean recall of the classes that occur (Brodersen et al. 2010).</summary>
    public double BalancedAccuracy =>
        TruePositives + FalseNegatives == 0 ? Specificity : TrueNegatives + FalsePositives == 0 ? Recall : (Recall + Specificity) / 2;

    /// <summary>Matthews' correlation of actual and predicted class, -1 to 1 (Matthews 1975); 0 when either is always the same.</summary>
    public double Mcc
    {
        get
        {
            double tp = TruePositives, fp = FalsePositives, tn = TrueNegatives, fn = FalseNegatives;
            return Ratio((tp * tn) - (fp * fn), Math.Sqrt((tp + fp) * (tp + fn)) * Math.Sqrt((tn + fp) * (tn + fn)));
        }
    }

    /// <summary>Agreement beyond chance: Cohen's kappa (1960), at most 1; NaN when chance alone would agree always.</summary>
    public double Kappa
    {
        get
        {
            double tp = TruePositives, fp = FalsePositives, tn = TrueNegatives, fn = FalseNegatives;
            var all = tp + fp + tn + fn;
            var byChance = (((tp + fp) * (tp + fn)) + ((tn + fn) * (tn + fp))) / (all * all);
            return (((tp + tn) / all) - byChance) / (1 - byChance);
        }
    }

    /// <summary>The weighted harmonic mean of precision and recall, recall counting <paramref name="beta"/> times as much (van Rijsbergen 1979); 0 when nothing is positive.</summary>
    /// <param name="beta">Above 0; 1 is F1.</param>
    public double FBeta(double beta) => Ratio((1 + (beta * beta)) * TruePositives, ((1 + (beta * beta)) * TruePositives) + (beta * beta * FalseNegatives) + FalsePositives);

    /// <summary>Youden's J: recall + specificity - 1 (Youden 1950).</summary>
    public double Youden => Recall + Specificity - 1;

    /// <summary>Counts the rows; probabilities are compared as float64, as a served graph does.</summary>
    public static Confusion Count(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double threshold)
    {
        ScoreInputs.Check(target, probability);
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < target.Length; i++)
            counts[(target[i] == 1f ? 2 : 0) + (probability[i] >= threshold ? 1 : 0)]++;
        return new Confusion { TrueNegatives = counts[0], FalsePositives = counts[1], FalseNegatives = counts[2], TruePositives = counts[3] };
    }

    /// <summary>Counts rows that are labelled already.</summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="said">Whether a row is called positive, as long as <paramref name="target"/>.</param>
    internal static Confusion Count(ReadOnlySpan<float> target, ReadOnlySpan<bool> said)
    {
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < target.Length; i++)
            counts[(target[i] == 1f ? 2 : 0) + (said[i] ? 1 : 0)]++;
        return new Confusion { TrueNegatives = counts[0], FalsePositives = counts[1], FalseNegatives = counts[2], TruePositives = counts[3] };
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
