using Saker.Data;

namespace Saker.Learning.Trainers;

/// <summary>What every trainer requires of the rows it fits.</summary>
internal static class TrainerInputs
{
    /// <exception cref="SakerException">
    /// Rows and targets do not fit, a class is absent, a value is infinite (or missing where it may not be), or the weights are not one a row, not finite, below 0, or leave a class without any.
    /// </exception>
    public static void Check(string trainer, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, bool allowMissing)
    {
        CheckShape(trainer, features, target.Length);
        var positives = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] is not (0f or 1f))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"{trainer}: the target must be 0 or 1; row {i} has {target[i]}."), "target");
            positives += target[i] == 1f ? 1 : 0;
        }
        if (positives == 0 || positives == target.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: both classes are needed to learn; all {target.Length} rows are {(positives == 0 ? "negative" : "positive")}.", "target");
        CheckValues(trainer, features, allowMissing);
        CheckWeights(trainer, target, weights);
    }

    /// <summary>The same of targets that are not of two classes.</summary>
    /// <exception cref="SakerException">Rows and targets do not fit, a class is absent or a number not finite, a value is infinite (or missing where it may not be), or there are weights.</exception>
    public static void Check(string trainer, LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, bool allowMissing)
    {
        CheckShape(trainer, features, target.Length);
        if (target.Length < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: at least two rows are needed to learn; there are {target.Length}.", "target");
        var seen = new bool[task.ClassCount];
        for (var i = 0; i < target.Length; i++)
        {
            if (!float.IsFinite(target[i]))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"{trainer}: the target must be a finite number; row {i} has {target[i]}."), "target");
            if (seen.Length > 0 && !(target[i] >= 0 && target[i] < seen.Length && target[i] == MathF.Floor(target[i])))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"{trainer}: the target must be the index of a class, 0 to {seen.Length - 1}; row {i} has {target[i]}."), "target");
            if (seen.Length > 0)
                seen[(int)target[i]] = true;
        }
        if (Array.IndexOf(seen, false) is >= 0 and var absent)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: every class is needed to learn; none of the {target.Length} rows is of class {absent}.", "target");
        CheckValues(trainer, features, allowMissing);
        if (!weights.IsEmpty)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer} takes weights of rows for two classes only.", "weights");
    }

    private static void CheckShape(string trainer, FeatureMatrix features, int targetCount)
    {
        if (features.RowCount != targetCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: there are {features.RowCount} rows of features and {targetCount} targets; both must be as many.", "target");
        if (features.ColumnCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: there is no feature to learn from; the preparation dropped every column.", "features");
    }

    private static void CheckWeights(string trainer, ReadOnlySpan<float> target, ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty)
            return;
        if (weights.Length != target.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: there are {target.Length} rows and {weights.Length} weights; both must be as many.", "weights");
        Span<double> sums = [0, 0];
        for (var i = 0; i < weights.Length; i++)
        {
            if (!float.IsFinite(weights[i]) || weights[i] < 0)
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"{trainer}: a weight must be 0 or more; row {i} has {weights[i]}."), "weights");
            sums[target[i] == 1f ? 1 : 0] += weights[i];
        }
        if (sums[0] == 0 || sums[1] == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer}: both classes are needed to learn; no {(sums[0] == 0 ? "negative" : "positive")} row has a weight above 0.", "weights");
    }

    /// <summary>The share of positives, each row counted by its weight.</summary>
    public static double PositiveShare(ReadOnlySpan<float> target, ReadOnlySpan<float> weights)
    {
        double positives = 0, all = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            positives += weight * target[i];
            all += weight;
        }
        return positives / all;
    }

    /// <exception cref="SakerException">The features are not as many as those that were fitted, or a value is not allowed.</exception>
    public static void CheckFitted(string trainer, FeatureMatrix features, int featureCount, bool allowMissing)
    {
        if (features.ColumnCount != featureCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{trainer} was fitted on {featureCount} features; these rows have {features.ColumnCount}.", "features");
        CheckValues(trainer, features, allowMissing);
    }

    private static void CheckValues(string trainer, FeatureMatrix features, bool allowMissing)
    {
        var values = features.Values;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) || (allowMissing && float.IsNaN(values[i])))
                continue;
            // Which row is not told: these are rows of a fold, and nobody knows them by that number.
            var name = features.Names[i % features.ColumnCount];
            throw float.IsNaN(values[i])
                ? new SakerException(ErrorKind.InvalidInput, $"{trainer} cannot take missing values: feature '{name}' has some. Impute it first.", name)
                : new SakerException(ErrorKind.InvalidInput, $"{trainer}: feature '{name}' has an infinite one; replace or drop such values first.", name);
        }
    }
}
