using MathNet.Numerics;
using Saker.Data;
using Saker.Learning.Drift.Sides;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;

namespace Saker.Learning.Drift.Joint;

/// <summary>
/// A classifier of boosted trees that tries to tell the sides apart (Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", 2017). It is fitted on one half of the
/// rows and asked of the other, and the other way round. Each half's area is that of Mann and Whitney on rows that the classifier never saw, so its test is valid; the
/// smaller p-value counts twice.
/// </summary>
internal static class DomainClassifier
{
    private const int Part = 104;
    private const int MaxCategories = 50;

    private static readonly GradientBoosting s_trainer = new() { Trees = 60, MaxDepth = 4, LearningRate = 0.15 };

    public static JointDrift Compare(Table reference, Table current, long seed, double alpha, CancellationToken cancellationToken)
    {
        var (left, right) = (reference.RowCount, current.RowCount);
        var features = Encode(reference, current);
        var halves = Halve(left, right, Xoshiro256.Of(seed, Part));
        var first = Ask(features, halves.One, halves.Other, left, cancellationToken);
        var second = Ask(features, halves.Other, halves.One, left, cancellationToken);
        var p = Math.Min(1, 2 * Math.Min(first.PValue, second.PValue));
        return new JointDrift
        {
            Method = JointMethod.Classifier,
            Statistic = (first.Statistic + second.Statistic) / 2,
            PValue = p,
            Alpha = alpha,
            ReferenceRowCount = left,
            CurrentRowCount = right,
            Drifted = p <= alpha,
            Reasons = p <= alpha ? [FormattableString.Invariant($"a classifier tells the sides apart with a ROC AUC of {(first.Statistic + second.Statistic) / 2:0.000}")] : [],
        };
    }

    private static Measures.DriftTest Ask(FeatureMatrix features, int[] train, int[] test, int left, CancellationToken cancellationToken)
    {
        float[] target = [.. train.Select(row => row < left ? 0f : 1f)];
        var scores = s_trainer.Fit(features.Take(train), target, seed: Part, cancellationToken).PredictProbability(features.Take(test));
        bool[] isCurrent = [.. test.Select(row => row >= left)];
        var area = RankArea.Of(isCurrent, [.. scores.Select(score => (double)score)], "current");
        double positives = isCurrent.Count(given => given);
        var negatives = isCurrent.Length - positives;
        // Ties only make the variance smaller, so that the test stays on the safe side.
        var error = Math.Sqrt((positives + negatives + 1) / (12 * positives * negatives));
        return new Measures.DriftTest(area, SpecialFunctions.Erfc((area - 0.5) / error / Math.Sqrt(2)) / 2);
    }

    /// <summary>Half of each side.</summary>
    private static (int[] One, int[] Other) Halve(int left, int right, Xoshiro256 chance)
    {
        int[] before = [.. Enumerable.Range(0, left)];
        int[] after = [.. Enumerable.Range(left, right)];
        chance.Shuffle(before);
        chance.Shuffle(after);
        return ([.. before[..(left / 2)], .. after[..(right / 2)]], [.. before[(left / 2)..], .. after[(right / 2)..]]);
    }

    /// <summary>Numbers as they are, texts by the rank of their frequency; trees need no more.</summary>
    private static FeatureMatrix Encode(Table reference, Table current)
    {
        var rows = reference.RowCount + current.RowCount;
        var names = reference.Columns.Select(column => column.Name).ToArray();
        var values = new float[rows * names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var (before, after) = (reference.Columns[i], current.Get(names[i]));
            double[] column = ColumnNumbers.Of(before) is { } numbers ? [.. numbers, .. ColumnNumbers.Of(after)!] : Ranked([.. ColumnTexts.Of(before), .. ColumnTexts.Of(after)]);
            for (var row = 0; row < rows; row++)
                values[(row * names.Length) + i] = (float)column[row];
        }
        return new FeatureMatrix(values, rows, names);
    }

    private static double[] Ranked(string?[] texts)
    {
        var ranks = texts.OfType<string>().GroupBy(text => text).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MaxCategories).Select((group, rank) => (group.Key, rank)).ToDictionary(pair => pair.Key, pair => (double)pair.rank);
        return [.. texts.Select(text => text is null ? double.NaN : ranks.GetValueOrDefault(text, MaxCategories))];
    }
}
