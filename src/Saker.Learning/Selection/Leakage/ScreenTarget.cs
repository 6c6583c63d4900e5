using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Leakage;

/// <summary>What is predicted, as the screen takes it: one or several classes against the rest, or numbers.</summary>
public sealed record ScreenTarget
{
    /// <summary>Whole numbers with more different values than this count as a quantity, not as classes.</summary>
    private const int MaxClassCount = 20;

    private ScreenTarget(string column, IReadOnlyList<ScreenClass> classes, double[]? numbers) => (Column, Classes, Numbers) = (column, classes, numbers);

    public string Column { get; }

    /// <summary>The classes to tell apart: of two only one, as the other is its reverse; empty for numbers.</summary>
    public IReadOnlyList<ScreenClass> Classes { get; }

    /// <summary>The quantity to predict; null for classes.</summary>
    public IReadOnlyList<double>? Numbers { get; }

    /// <summary>A target of two classes that is known already.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="label">What the positive class is called.</param>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    public static ScreenTarget Binary(string column, string label, float[] target) => new(column, [new ScreenClass(label, target)], null);

    /// <summary>A target of several classes that is known already.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="labels">What the classes are called.</param>
    /// <param name="target">The index of each row's class.</param>
    public static ScreenTarget Several(string column, IReadOnlyList<string> labels, float[] target) =>
        new(column, [.. labels.Select((label, own) => new ScreenClass(label, [.. target.Select(value => value == own ? 1f : 0f)]))], null);

    /// <summary>A quantity that is known already.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="target">A number for each row.</param>
    public static ScreenTarget Quantity(string column, float[] target) => new(column, [], [.. target.Select(value => (double)value)]);

    /// <summary>Reads the target and leaves out rows without one.</summary>
    /// <param name="rows">The data.</param>
    /// <param name="column">The target's column.</param>
    /// <param name="positive">The class that counts, against all others; null takes every class, or the numbers.</param>
    /// <exception cref="SakerException">The column is not there, the class does not occur, or there is nothing to tell apart.</exception>
    public static (Table Rows, ScreenTarget Target) Read(Table rows, string column, string? positive)
    {
        var known = rows.Get(column);
        if (known.NullCount > 0)
        {
            rows = rows.Take([.. Enumerable.Range(0, known.Length).Where(row => !known.IsNull(row))]);
            known = rows.Get(column);
        }
        var texts = ColumnTexts.Of(known);
        var counts = texts.CountBy(text => text!).OrderBy(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).ToList();
        if (counts.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, counts.Count == 0 ? $"The target column '{column}' has no value at all." : $"The target column '{column}' has only the value '{counts[0].Key}'; there is nothing to predict.", column);
        if (positive is not null && counts.TrueForAll(count => count.Key != positive))
            throw new SakerException(ErrorKind.InvalidInput, $"The positive value '{positive}' does not occur in column '{column}'; its values are {string.Join(", ", counts.Take(5).Select(count => count.Key))}{(counts.Count > 5 ? ", ..." : "")}.", "positive");
        if (positive is null && counts.Count > MaxClassCount)
        {
            return known.Type.IsNumeric()
                ? (rows, new ScreenTarget(column, [], known.ToFloat64()))
                : throw new SakerException(ErrorKind.InvalidInput, $"The target column '{column}' has {counts.Count} different values; name the one that counts as positive.", "positive");
        }
        string[] labels = positive is not null ? [positive] : counts.Count == 2 ? [counts[0].Key] : [.. counts.Select(count => count.Key)];
        return (rows, new ScreenTarget(column, [.. labels.Select(label => new ScreenClass(label, [.. texts.Select(text => text == label ? 1f : 0f)]))], null));
    }

    /// <summary>The target of some of the rows, in that order.</summary>
    internal ScreenTarget Take(int[] rows) => new(Column,
        [.. Classes.Select(each => each with { Target = [.. rows.Select(row => each.Target[row])] })],
        Numbers is null ? null : [.. rows.Select(row => Numbers[row])]);

    /// <summary>A number for each different answer.</summary>
    internal double AnswerOf(int row)
    {
        if (Numbers is not null)
            return Numbers[row];
        for (var i = 0; i < Classes.Count; i++)
            if (Classes[i].Target[row] == 1f)
                return i;
        return -1;
    }
}
