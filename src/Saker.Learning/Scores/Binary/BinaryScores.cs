using Saker.Data;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Binary;

/// <summary>The scores of binary classifiers with their intervals: those of <see cref="ScoreCatalogue"/>, and the calibration error.</summary>
public static class BinaryScores
{
    private static readonly Dictionary<string, Func<Confusion, double, Interval>> s_shares = new(StringComparer.Ordinal)
    {
        ["accuracy"] = (rows, level) => Proportion.Wilson(rows.TruePositives + rows.TrueNegatives, rows.TruePositives + rows.TrueNegatives + rows.FalsePositives + rows.FalseNegatives, level),
        ["precision"] = (rows, level) => Proportion.Wilson(rows.TruePositives, rows.TruePositives + rows.FalsePositives, level),
        ["recall"] = (rows, level) => Proportion.Wilson(rows.TruePositives, rows.TruePositives + rows.FalseNegatives, level),
        ["specificity"] = (rows, level) => Proportion.Wilson(rows.TrueNegatives, rows.TrueNegatives + rows.FalsePositives, level),
        ["negative_predictive_value"] = (rows, level) => Proportion.Wilson(rows.TrueNegatives, rows.TrueNegatives + rows.FalseNegatives, level),
    };

    /// <summary>In the order to show them.</summary>
    public static IReadOnlyList<TaskScore<BinaryPredictions>> All { get; } =
    [
        .. ScoreCatalogue.All.Select(Of),
        new("expected_calibration_error", "Expected calibration error", higherIsBetter: false, rows => Calibration.Compute(rows.Target, rows.Probability).ExpectedError),
    ];

    /// <summary>Measures all scores.</summary>
    /// <param name="rows">Answers and predictions.</param>
    /// <param name="bootstrap">For the scores whose interval has no formula.</param>
    /// <param name="findings">Takes what is not defined on these rows.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public static IReadOnlyList<MeasuredScore> Measure(BinaryPredictions rows, Bootstrap bootstrap, ICollection<Problem> findings, CancellationToken cancellationToken) =>
        Measurement.Measure(rows.Sorted(), All, bootstrap, findings, cancellationToken);

    private static TaskScore<BinaryPredictions> Of(Score score)
    {
        if (score.Name == "roc_auc")
            return new(score.Name, score.Title, score.HigherIsBetter, score.Compute, "delong", AreaInterval);
        return s_shares.TryGetValue(score.Name, out var share)
            ? new(score.Name, score.Title, score.HigherIsBetter, score.Compute, "wilson", (rows, level) => share(rows.Confusion, level))
            : new(score.Name, score.Title, score.HigherIsBetter, score.Compute) { HasJumps = score.Name is "lift_10" or "gain_10" };
    }

    private static Interval AreaInterval(BinaryPredictions rows, double level)
    {
        var estimate = RankingScores.RocAucEstimate(rows.Target, rows.Probability);
        if (double.IsNaN(estimate.StandardError))
            return Interval.Unknown with { Level = level };
        var half = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + level) / 2) * estimate.StandardError;
        return new Interval(Math.Max(0, estimate.Auc - half), Math.Min(1, estimate.Auc + half), level);
    }
}
