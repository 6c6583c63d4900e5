using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Clustering;

/// <summary>The scores of clusters: of their shape where the columns are known, and of their agreement with the right groups where those are.</summary>
public static class ClusteringScores
{
    /// <summary>The silhouette compares every two rows: with more rows than this it is measured on as many, the same ones each time.</summary>
    public const int MaxSilhouetteRows = 10_000;

    private const long Seed = 42;

    private static readonly TaskScore<ClusteringPredictions>[] s_shape =
    [
        new("silhouette", "Silhouette", true, rows => new ClusterShape(Sample(rows)).Silhouettes().Average(), "student",
            (rows, level) => MeanInterval.Of(new ClusterShape(Sample(rows)).Silhouettes(), level)),
        LeftOut("davies_bouldin", "Davies-Bouldin", false, rows => new ClusterShape(rows).DaviesBouldin()),
        LeftOut("calinski_harabasz", "Calinski-Harabasz", true, rows => new ClusterShape(rows).CalinskiHarabasz()),
    ];

    private static readonly TaskScore<ClusteringPredictions>[] s_agreement =
    [
        LeftOut("adjusted_rand", "Adjusted Rand index", true, rows => new GroupAgreement(rows).AdjustedRand()),
        LeftOut("normalized_information", "Normalised mutual information", true, rows => new GroupAgreement(rows).NormalizedInformation()),
        LeftOut("homogeneity", "Homogeneity", true, rows => new GroupAgreement(rows).Homogeneity()),
        LeftOut("completeness", "Completeness", true, rows => new GroupAgreement(rows).Completeness()),
        LeftOut("fowlkes_mallows", "Fowlkes-Mallows", true, rows => new GroupAgreement(rows).FowlkesMallows()),
    ];

    public static IReadOnlyList<TaskScore<ClusteringPredictions>> All { get; } = [.. s_shape, .. s_agreement];

    /// <summary>The scores that rows have what is needed for.</summary>
    public static IReadOnlyList<TaskScore<ClusteringPredictions>> For(ClusteringPredictions rows) => [.. rows.HasFeatures ? s_shape : [], .. rows.HasGroups ? s_agreement : []];

    private static TaskScore<ClusteringPredictions> LeftOut(string name, string title, bool higherIsBetter, Func<ClusteringPredictions, double> compute) =>
        new(name, title, higherIsBetter, compute, "jackknife", (rows, level) => Cut(Jackknife.Estimate(rows.UnitCount, units => Defined(rows.Take(units), compute), level), name));

    // What cannot be below 0 or above 1 has no interval there.
    private static Interval Cut(Interval interval, string name) => interval with
    {
        Low = name == "adjusted_rand" ? interval.Low : Math.Max(0, interval.Low),
        High = name is "davies_bouldin" or "calinski_harabasz" ? interval.High : Math.Min(1, interval.High),
    };

    private static double Defined(ClusteringPredictions rows, Func<ClusteringPredictions, double> compute)
    {
        try
        {
            return compute(rows);
        }
        catch (Data.SakerException)
        {
            // Without some of its rows there may be one cluster only.
            return double.NaN;
        }
    }

    private static ClusteringPredictions Sample(ClusteringPredictions rows)
    {
        if (rows.UnitCount <= MaxSilhouetteRows)
            return rows;
        var order = Enumerable.Range(0, rows.UnitCount).ToArray();
        new Xoshiro256(Seed).Shuffle(order);
        Array.Sort(order, 0, MaxSilhouetteRows);
        return rows.Take(order.AsSpan(0, MaxSilhouetteRows));
    }
}
