using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Scores;

/// <summary>Rows whose right answer is known, as judgements take them: every column, and the target as 0 and 1, as the index of one of several classes, or as a number.</summary>
public sealed record LabelledRows
{
    private const int MaxProblems = 20;

    /// <summary>Every column, the target's too.</summary>
    public required Table Rows { get; init; }

    /// <summary>The column that holds the answer.</summary>
    public required string TargetColumn { get; init; }

    /// <summary>What is answered.</summary>
    public ScoreTask Task { get; init; } = ScoreTask.Binary;

    /// <summary>Of two classes; empty texts where the task is another.</summary>
    public required ClassLabels Labels { get; init; }

    /// <summary>The names of several classes, by their index; else empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>One per row: 1 where the answer is the positive label, otherwise 0; the index of the class; or the number.</summary>
    public required float[] Target { get; init; }

    public int RowCount => Target.Length;

    public int PositiveCount => Target.Count(value => value == 1f);

    /// <summary>Reads rows for a model whose classes are known.</summary>
    /// <param name="rows">Has the target column and whatever else is to be judged.</param>
    /// <param name="target">The name of the target column.</param>
    /// <param name="labels">The two answers that a row may have.</param>
    /// <exception cref="SakerException">The column is not there, there are no rows, or rows have no answer or another one; the rows are named, counted from 1.</exception>
    public static LabelledRows Read(Table rows, string target, ClassLabels labels)
    {
        var texts = Texts(rows, target);
        var problems = new ProblemList(MaxProblems);
        var values = new float[texts.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts[row] is not { } text)
                problems.Add(row + 1, target, $"there is no answer; it must be '{labels.Positive}' or '{labels.Negative}'.");
            else if (text != labels.Positive && text != labels.Negative)
                problems.Add(row + 1, target, $"'{text}' is no class of the model; it must be '{labels.Positive}' or '{labels.Negative}'.");
            values[row] = texts[row] == labels.Positive ? 1f : 0f;
        }
        problems.ThrowIfAny($"The target column '{target}' does not hold the answers that are needed. Remove or correct those rows.");
        return new LabelledRows { Rows = rows, TargetColumn = target, Labels = labels, Target = values };
    }

    /// <summary>Reads rows of which only the positive label is known: the other is the one further value of the column.</summary>
    /// <exception cref="SakerException">As of the other, or the column has not exactly two values one of which is the positive one.</exception>
    public static LabelledRows Read(Table rows, string target, string positive)
    {
        var distinct = Texts(rows, target).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(6).ToList();
        var others = distinct.Where(value => value != positive).ToList();
        if (others.Count != 1 || others.Count == distinct.Count)
        {
            throw new SakerException(ErrorKind.InvalidInput,
                $"The target column '{target}' must have exactly two values, one of them the positive '{positive}'; it has {string.Join(", ", distinct.Take(5).Select(value => $"'{value}'"))}{(distinct.Count > 5 ? ", ..." : "")}.", target);
        }
        return Read(rows, target, new ClassLabels(others[0], positive));
    }

    /// <summary>Reads rows of any task.</summary>
    /// <param name="rows">Has the target column and whatever else is to be judged.</param>
    /// <param name="target">The name of the target column.</param>
    /// <param name="task">Two classes, several, or numbers.</param>
    /// <param name="positive">Of two classes the positive one.</param>
    /// <param name="signature">Of the model that is judged, which may name several classes; the column does so where it does not.</param>
    /// <exception cref="SakerException">The column is not there or holds other answers, or there are no rows.</exception>
    public static LabelledRows Read(Table rows, string target, ScoreTask task, string? positive, Signature? signature)
    {
        if (task == ScoreTask.Binary)
            return Read(rows, target, positive ?? throw new SakerException(ErrorKind.InvalidInput, "Say which answer is the positive one.", "positive"));
        var texts = Texts(rows, target);
        if (Array.IndexOf(texts, null) is >= 0 and var empty)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target}' has no answer in row {empty + 1}. Remove or correct such rows.", target);
        var none = new ClassLabels("", "");
        if (task == ScoreTask.Regression)
        {
            var column = rows.Get(target);
            return column.Type.IsNumeric()
                ? new LabelledRows { Rows = rows, TargetColumn = target, Task = task, Labels = none, Target = Array.ConvertAll(column.ToFloat64(), value => (float)value) }
                : throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target}' holds {column.Type.Name()}; numbers are needed.", target);
        }
        var classes = signature?.Outputs.FirstOrDefault(output => output.Name == ModelGraph.LabelName)?.Categories ?? [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => (float)pair.place, StringComparer.Ordinal);
        if (Array.FindIndex(texts, text => !places.ContainsKey(text!)) is >= 0 and var other)
            throw new SakerException(ErrorKind.InvalidInput, $"'{texts[other]}' in row {other + 1} of the target column '{target}' is no class of the model; its classes are {string.Join(", ", classes.Take(5))}{(classes.Count > 5 ? ", ..." : "")}.", target);
        return new LabelledRows { Rows = rows, TargetColumn = target, Task = task, Labels = none, Classes = classes, Target = Array.ConvertAll(texts, text => places[text!]) };
    }

    /// <summary>The rows with these indices, in that order.</summary>
    public LabelledRows Take(ReadOnlySpan<int> rows)
    {
        var target = new float[rows.Length];
        for (var i = 0; i < target.Length; i++)
            target[i] = Target[rows[i]];
        return this with { Rows = Rows.Take(rows), Target = target };
    }

    /// <summary>A column's values as texts, see <see cref="ColumnTexts"/>: a protected attribute, say.</summary>
    /// <exception cref="SakerException">The column is not there; the message lists those that are.</exception>
    public string?[] TextsOf(string column) => Texts(Rows, column);

    private static string?[] Texts(Table rows, string column)
    {
        if (rows.Find(column) is not { } found)
            throw new SakerException(ErrorKind.InvalidInput, $"The column '{column}' is not in the data. The columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}.", column);
        return rows.RowCount > 0 ? ColumnTexts.Of(found) : throw new SakerException(ErrorKind.InvalidInput, $"There are no rows to judge: the data has the column '{column}' and no row.", column);
    }
}
