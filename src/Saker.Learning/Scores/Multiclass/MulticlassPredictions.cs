using Saker.Data;

namespace Saker.Learning.Scores.Multiclass;

/// <summary>Answers of a classifier of several classes beside the right ones.</summary>
public sealed class MulticlassPredictions : IScoredRows<MulticlassPredictions>
{
    private readonly int[] _target;
    private readonly int[] _predicted;
    private readonly double[]? _probabilities;
    private int[]? _counts;

    /// <param name="classes">The names of the classes, at least two.</param>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="predicted">The index of each row's predicted class.</param>
    /// <param name="probabilities">Row-major, rows x classes, each row summing to 1; null when only classes were predicted.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public MulticlassPredictions(IReadOnlyList<string> classes, ReadOnlySpan<int> target, ReadOnlySpan<int> predicted, double[]? probabilities)
    {
        TaskRows.RequireLengths(target.Length, predicted.Length, "predicted");
        if (classes.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be at least two classes; got {classes.Count}.", "classes");
        RequireClasses(target, classes.Count, "target");
        RequireClasses(predicted, classes.Count, "predicted");
        if (probabilities is { } given)
            RequireProbabilities(given, target.Length, classes.Count);
        Classes = classes;
        _target = target.ToArray();
        _predicted = predicted.ToArray();
        _probabilities = (double[]?)probabilities?.Clone();
    }

    private MulticlassPredictions(IReadOnlyList<string> classes, int[] target, int[] predicted, double[]? probabilities)
    {
        Classes = classes;
        _target = target;
        _predicted = predicted;
        _probabilities = probabilities;
    }

    public IReadOnlyList<string> Classes { get; }

    public ReadOnlySpan<int> Target => _target;

    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>Whether the last class stands for answers that are no class of the target: no row is of it, and areas are not measured of it.</summary>
    internal bool HasOther { get; init; }

    public bool HasProbabilities => _probabilities is not null;

    public int UnitCount => _target.Length;

    /// <summary>Rows by actual and predicted class.</summary>
    public ConfusionMatrix Confusion => new()
    {
        Classes = Classes,
        Counts = [.. Enumerable.Range(0, Classes.Count).Select(actual => (IReadOnlyList<int>)[.. Counts.Skip(actual * Classes.Count).Take(Classes.Count)])],
    };

    /// <summary>Rows by class, actual x predicted, row-major.</summary>
    internal int[] Counts => _counts ??= Count();

    public MulticlassPredictions Take(ReadOnlySpan<int> units) =>
        new(Classes, TaskRows.Pick(_target, units), TaskRows.Pick(_predicted, units), _probabilities is null ? null : TaskRows.Pick(_probabilities, Classes.Count, units)) { HasOther = HasOther };

    /// <exception cref="SakerException">Only classes were predicted.</exception>
    internal ReadOnlySpan<double> Probabilities(string score) => _probabilities ?? throw new SakerException(ErrorKind.InvalidInput, $"{score} needs the probability of each class; only classes were predicted.", "probabilities");

    private int[] Count()
    {
        var counts = new int[Classes.Count * Classes.Count];
        for (var row = 0; row < _target.Length; row++)
            counts[(_target[row] * Classes.Count) + _predicted[row]]++;
        return counts;
    }

    private static void RequireClasses(ReadOnlySpan<int> values, int classCount, string name)
    {
        for (var row = 0; row < values.Length; row++)
            if (values[row] < 0 || values[row] >= classCount)
                throw new SakerException(ErrorKind.InvalidInput, $"'{name}' must be the index of a class, 0 to {classCount - 1}; row {row + 1} has {values[row]}.", name);
    }

    private static void RequireProbabilities(ReadOnlySpan<double> values, int rowCount, int classCount)
    {
        const double tolerance = 1e-3;
        if (values.Length != rowCount * classCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be one probability per row and class, {rowCount} x {classCount}; got {values.Length}.", "probabilities");
        for (var row = 0; row < rowCount; row++)
        {
            var sum = 0.0;
            foreach (var value in values.Slice(row * classCount, classCount))
            {
                if (!(value is >= 0 and <= 1))
                    throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A probability must be between 0 and 1; row {row + 1} has {value}."), "probabilities");
                sum += value;
            }
            if (Math.Abs(sum - 1) > tolerance)
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The probabilities of a row must sum to 1; those of row {row + 1} sum to {sum}."), "probabilities");
        }
    }
}
