using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores.Thresholds;

namespace Saker.Learning.Scores;

/// <summary>
/// How the probability is chosen from which a row is called positive: a fixed value, or on out-of-fold predictions the one that makes a
/// score best, costs least, or finds most within a floor of precision or recall.
/// </summary>
public sealed record ThresholdPolicy
{
    private static readonly string[] s_goals = ["f1", "fbeta", "youden", "accuracy", "balanced_accuracy", "mcc"];

    private readonly double _value = 0.5;
    private readonly ThresholdGoal? _goal;

    private ThresholdPolicy(double value, ThresholdGoal? goal)
    {
        _value = value;
        _goal = goal;
    }

    /// <summary>The policy when nothing is declared: 0.5.</summary>
    public static ThresholdPolicy Default { get; } = new(0.5, null);

    /// <summary>What can be maximised.</summary>
    public static IReadOnlyList<string> Goals => s_goals;

    /// <param name="value">The threshold, 0 to 1.</param>
    /// <exception cref="SakerException">It is not between 0 and 1.</exception>
    public static ThresholdPolicy Fixed(double value) => new(RequireShare(value, "value"), null);

    /// <param name="goal">One of <see cref="Goals"/>; <c>fbeta</c> with a beta of 1.</param>
    /// <exception cref="SakerException">The goal is not known.</exception>
    public static ThresholdPolicy Maximise(string goal) => s_goals.Contains(goal)
        ? new(0.5, new MaximisedScore(goal))
        : throw new SakerException(ErrorKind.InvalidInput, $"'{goal}' cannot be maximised; use one of: {string.Join(", ", s_goals)}.", "maximise");

    /// <summary>The best F-beta.</summary>
    /// <param name="beta">How many times as much recall counts as precision, above 0.</param>
    /// <exception cref="SakerException">It is not above 0.</exception>
    public static ThresholdPolicy MaximiseFBeta(double beta) => beta > 0 && double.IsFinite(beta)
        ? new(0.5, new MaximisedScore(MaximisedScore.FBeta, beta))
        : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"Beta must be above 0; got {beta}."), "beta");

    /// <summary>The least cost over all rows, in any unit; what a right answer brings is a cost below 0. Calling no row positive is an answer too.</summary>
    /// <exception cref="SakerException">A cost is not finite, or a wrong answer is not dearer than the right one.</exception>
    public static ThresholdPolicy LeastCost(double falsePositive, double falseNegative, double truePositive = 0, double trueNegative = 0) =>
        falsePositive > trueNegative && falseNegative > truePositive && double.IsFinite(falsePositive + falseNegative + truePositive + trueNegative)
            ? new(0.5, new LeastCost(falsePositive, falseNegative, truePositive, trueNegative))
            : throw new SakerException(ErrorKind.InvalidInput, "Costs must be finite, and a wrong answer must cost more than the right one.", "cost");

    /// <summary>The most positives found while so large a share of the rows called positive are.</summary>
    /// <exception cref="SakerException">The share is not between 0 and 1.</exception>
    public static ThresholdPolicy AtPrecision(double min) => new(0.5, new PrecisionFloor(RequireShare(min, "precision")));

    /// <summary>The best precision while so large a share of the positives is found.</summary>
    /// <exception cref="SakerException">The share is not between 0 and 1.</exception>
    public static ThresholdPolicy AtRecall(double min) => new(0.5, new RecallFloor(RequireShare(min, "recall")));

    /// <summary>
    /// Reads <c>{value: 0.4}</c>, <c>{maximise: fbeta, beta: 2}</c>, <c>{cost: {false_positive: 1, false_negative: 5}}</c>,
    /// <c>{precision: 0.8}</c> or <c>{recall: 0.9}</c>; an empty mapping is 0.5. Problems go to the settings.
    /// </summary>
    public static ThresholdPolicy Create(Settings settings) => ThresholdSettings.Read(settings) is var (value, goal) ? new(value ?? 0.5, goal) : Default;

    /// <summary>The threshold for these predictions; a chosen one is a float32 number, as probabilities are.</summary>
    /// <remarks>
    /// Every split between two neighbouring distinct probabilities is tried, and the threshold lies in their middle, so that a rounding
    /// difference cannot turn a row. Of several that are equally good the highest is taken (fewest rows called positive). At least one row
    /// is called positive, but where the least cost is asked for.
    /// </remarks>
    /// <exception cref="SakerException">The inputs do not fit, only one class is there, or no threshold keeps the floor.</exception>
    public double Choose(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        if (_goal is null)
            return _value;
        ScoreInputs.Check(target, probability);
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, $"The threshold ({_goal})");
        var points = RankedCounts.Of(target, probability);
        var (best, bestValue) = (-2, double.NegativeInfinity);
        // Position -1 stands for no row at all; nothing lies above a probability of 1.
        for (var i = _goal.AllowsNone && points[0].Probability < 1 ? -1 : 0; i < points.Count; i++)
        {
            var value = _goal.Value(Counts(i < 0 ? default : points[i], positives, negatives));
            if (value > bestValue)
                (best, bestValue) = (i, value.Value);
        }
        if (best == -2)
            throw new SakerException(ErrorKind.InvalidInput, $"The threshold cannot be chosen: {_goal.Impossible([.. points.Select(point => Counts(point, positives, negatives))])}", "threshold");
        if (best == -1)
            return Between(points[0].Probability, 1);
        return best + 1 < points.Count ? Between(points[best + 1].Probability, points[best].Probability) : 0;
    }

    /// <summary>What is to be said where rows that had no part in the choice do not keep the floor; null where they do, and where none is asked for.</summary>
    /// <param name="chosenOn">The rows that the threshold was chosen on, counted at it.</param>
    /// <param name="heldOut">The other rows, counted by their labels.</param>
    public string? Missed(Confusion chosenOn, Confusion heldOut)
    {
        if (_goal?.Floor(heldOut) is not ({ } name, var asked, var reached) || reached >= asked || _goal.Floor(chosenOn) is not { } kept)
            return null;
        return string.Create(CultureInfo.InvariantCulture,
            $"the floor of {name} {asked:0.####} is not kept on these rows: it is {reached:0.####}, with {heldOut.TruePositives + heldOut.FalsePositives} rows called positive. On the out-of-fold rows that the threshold was chosen on it was {kept.Reached:0.####}, with {chosenOn.TruePositives + chosenOn.FalsePositives} rows called positive; few rows reach a floor by luck.");
    }

    /// <inheritdoc/>
    public override string ToString() => _goal?.ToString() ?? _value.ToString(CultureInfo.InvariantCulture);

    private static Confusion Counts(RankedCounts point, int positives, int negatives) => new()
    {
        TruePositives = point.TruePositives,
        FalsePositives = point.FalsePositives,
        FalseNegatives = positives - point.TruePositives,
        TrueNegatives = negatives - point.FalsePositives,
    };

    private static double RequireShare(double value, string field) => value is >= 0 and <= 1
        ? value
        : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The {(field == "value" ? "threshold" : field)} must be between 0 and 1; got {value}."), field);

    // The middle, rounded to float32 and moved up when rounding fell on the lower one: always above low, at most high.
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle > low ? middle : high;
    }
}
