using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Scores.Multiclass;

/// <summary>What a classifier of several classes gives, as scores take it.</summary>
public static class ClassAnswers
{
    /// <summary>Probabilities beside the right classes; the predicted class is the most probable one, of equal ones the first. Classes are called by their index.</summary>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="probabilities">Row-major, rows x classes.</param>
    /// <exception cref="SakerException">There is no row, the lengths do not fit, or a value is no class or no probability.</exception>
    public static MulticlassPredictions Of(ReadOnlySpan<float> target, ReadOnlySpan<float> probabilities) =>
        Of([.. Enumerable.Range(0, CountOf(target, probabilities)).Select(own => own.ToString(CultureInfo.InvariantCulture))], target, probabilities);

    /// <summary>As the other, of classes that have names.</summary>
    /// <param name="classes">The names, in the order of the probabilities.</param>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="probabilities">Row-major, rows x classes.</param>
    /// <exception cref="SakerException">There is no row, the lengths do not fit, or a value is no class or no probability.</exception>
    public static MulticlassPredictions Of(IReadOnlyList<string> classes, ReadOnlySpan<float> target, ReadOnlySpan<float> probabilities)
    {
        var wide = new double[probabilities.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = probabilities[i];
        var (actual, predicted) = (new int[target.Length], new int[target.Length]);
        for (var row = 0; row < actual.Length; row++)
        {
            actual[row] = IndexOf(target[row], row);
            predicted[row] = MostProbable(probabilities.Slice(row * classes.Count, classes.Count));
        }
        return new MulticlassPredictions(classes, actual, predicted, wide);
    }

    // A fraction would be cut to a class, and what is no number to the first.
    private static int IndexOf(float value, int row) => value >= 0 && value == MathF.Floor(value) && value < int.MaxValue ? (int)value
        : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"'target' must be the index of a class; row {row + 1} has {value}."), "target");

    private static int CountOf(ReadOnlySpan<float> target, ReadOnlySpan<float> probabilities) =>
        target.Length > 0 && probabilities.Length % target.Length == 0 ? probabilities.Length / target.Length
        : throw new SakerException(ErrorKind.InvalidInput, $"A score needs a probability of every class for each row; got {target.Length} rows and {probabilities.Length} probabilities.", "probabilities");

    private static int MostProbable(ReadOnlySpan<float> probabilities)
    {
        var most = 0;
        for (var i = 1; i < probabilities.Length; i++)
            most = probabilities[i] > probabilities[most] ? i : most;
        return most;
    }
}
