using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>How the probability is chosen from which a row is called positive: a fixed value, or the one that makes a score best on out-of-fold predictions.</summary>
public sealed record ThresholdPolicy
{
    private static readonly string[] s_goals = ["f1", "youden", "accuracy"];

    private readonly double _value = 0.5;
    private readonly string? _goal;

    private ThresholdPolicy(double value, string? goal)
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
    public static ThresholdPolicy Fixed(double value) => value is >= 0 and <= 1
        ? new(value, null)
        : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A threshold must be between 0 and 1; got {value}."), "value");

    /// <param name="goal">One of <see cref="Goals"/>.</param>
    /// <exception cref="SakerException">The goal is not known.</exception>
    public static ThresholdPolicy Maximise(string goal) => s_goals.Contains(goal)
        ? new(0.5, goal)
        : throw new SakerException(ErrorKind.InvalidInput, $"'{goal}' cannot be maximised; use one of: {string.Join(", ", s_goals)}.", "maximise");

    /// <summary>Reads <c>{value: 0.4}</c> or <c>{maximise: f1}</c>; an empty mapping is 0.5. Problems go to the settings.</summary>
    public static ThresholdPolicy Create(Settings settings)
    {
        var value = settings.OptionalNumber("value", 0, 1);
        var goal = settings.Has("maximise") ? settings.Choice("maximise", "f1", s_goals) : settings.OptionalText("maximise");
        settings.RejectUnknown();
        if (settings.Has("value") && goal is not null)
            settings.Report("value", "give either 'value' or 'maximise', not both.");
        return new ThresholdPolicy(value ?? 0.5, goal);
    }

    /// <summary>The threshold for these predictions; a chosen one is a float32 number, as probabilities are.</summary>
    /// <remarks>
    /// Every split between two neighbouring distinct probabilities is tried, and the threshold lies in their middle, so that a rounding
    /// difference cannot turn a row. Of several that are equally good the highest is taken (fewest rows called positive). At least one row is called positive.
    /// </remarks>
    /// <exception cref="SakerException">The inputs do not fit, or only one class is there.</exception>
    public double Choose(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        if (_goal is null)
            return _value;
        ScoreInputs.Check(target, probability);
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, $"The threshold that maximises {_goal}");
        var points = RankedCounts.Of(target, probability);
        var (best, bestScore) = (0, double.NegativeInfinity);
        for (var i = 0; i < points.Count; i++)
        {
            var score = Value(points[i], positives, negatives);
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }
        return best + 1 < points.Count ? Between(points[best + 1].Probability, points[best].Probability) : 0;
    }

    /// <inheritdoc/>
    public override string ToString() => _goal is null ? _value.ToString(CultureInfo.InvariantCulture) : $"maximise {_goal}";

    private double Value(RankedCounts point, int positives, int negatives)
    {
        var confusion = new Confusion
        {
            TruePositives = point.TruePositives,
            FalsePositives = point.FalsePositives,
            FalseNegatives = positives - point.TruePositives,
            TrueNegatives = negatives - point.FalsePositives,
        };
        return _goal switch
        {
            "f1" => confusion.F1,
            "youden" => confusion.Youden,
            _ => confusion.Accuracy,
        };
    }

    // The middle, rounded to float32 and moved up when rounding fell on the lower one: always above low, at most high.
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle > low ? middle : high;
    }
}
