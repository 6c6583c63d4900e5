using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Leakage;
using Saker.Learning.Trainers;

namespace Saker.Platform.Pipelines;

/// <summary>The target column as numbers, and what its classes are called.</summary>
internal sealed record TargetValues
{
    private const int MaxClassCount = 200;
    private const int MaxShown = 5;

    /// <summary>1 where the row has the positive value, otherwise 0; of several classes the index of the row's class; of numbers the number.</summary>
    public required float[] Values { get; init; }

    /// <summary>What is predicted.</summary>
    public LearningTask Task { get; init; } = LearningTask.Binary;

    /// <summary>Of two classes; else empty.</summary>
    public string Positive { get; init; } = "";

    /// <summary>Of two classes; else empty.</summary>
    public string Negative { get; init; } = "";

    /// <summary>The names of several classes, by their index; else empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The names of two classes; null of other tasks.</summary>
    public ClassLabels? Labels => Task.Kind == ScoreTask.Binary ? new ClassLabels(Negative, Positive) : null;

    /// <summary>What rows are stratified by; null where there is nothing but the two classes.</summary>
    public IReadOnlyList<string>? Strata => Task.Kind == ScoreTask.Multiclass ? Classes : null;

    /// <summary>The values of some rows, in that order.</summary>
    public TargetValues Take(IReadOnlyList<int> rows)
    {
        var picked = new float[rows.Count];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = Values[rows[i]];
        return this with { Values = picked };
    }

    /// <summary>As the screen for leaks takes it.</summary>
    public ScreenTarget ToScreen(string column) => Task.Kind switch
    {
        ScoreTask.Binary => ScreenTarget.Binary(column, Positive, Values),
        ScoreTask.Regression => ScreenTarget.Quantity(column, Values),
        _ => ScreenTarget.Several(column, Classes, Values),
    };

    /// <summary>Rows with these answers, as gates take them.</summary>
    public LabelledRows ToLabelled(Table rows, string column) => new()
    {
        Rows = rows,
        TargetColumn = column,
        Task = Task.Kind,
        Labels = Labels ?? new ClassLabels("", ""),
        Classes = Classes,
        Target = Values,
    };

    /// <summary>A model's answers beside these, of several classes or of numbers.</summary>
    /// <param name="answers">Its outputs as a table, a row for each value.</param>
    public TaskAnswers Judge(Table answers) => Task.Kind == ScoreTask.Regression ? TaskAnswers.OfNumbers(Values, answers) : TaskAnswers.OfClasses(Classes, Values, answers);

    /// <summary>What the values are, in a few words.</summary>
    public string Describe() => Task.Kind switch
    {
        ScoreTask.Binary => FormattableString.Invariant($"{Values.Average():P1} {Positive}"),
        ScoreTask.Regression => FormattableString.Invariant($"numbers from {Values.Min():0.####} to {Values.Max():0.####}"),
        _ => $"{Classes.Count} classes",
    };

    /// <exception cref="SakerException">The column is missing, has missing values, or does not hold what the task needs.</exception>
    public static TargetValues From(Table rows, TargetSettings target)
    {
        if (rows.Find(target.Column) is not { } column)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target.Column}' is not in the data. The columns are: {string.Join(", ", rows.Schema.Select(c => c.Name))}.", "target.column");
        var texts = ColumnTexts.Of(column);
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts[row] is null)
            {
                throw new SakerException(ErrorKind.InvalidInput,
                    $"The target column '{target.Column}' has {column.NullCount} missing values, the first in row {row + 1}. Every row needs an answer to learn from; remove those rows.", "target.column");
            }
        }
        return target.Task switch
        {
            ScoreTask.Binary => Two(texts, target),
            ScoreTask.Regression => Numbers(column, target),
            ScoreTask.Multiclass => Several(column, texts, target),
            var task => throw new SakerException(ErrorKind.InvalidInput, $"A pipeline does not learn '{task}'; it learns two classes, several classes, or numbers.", "target.task"),
        };
    }

    private static TargetValues Two(string?[] texts, TargetSettings target)
    {
        var distinct = texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(6).ToList();
        if (distinct.Count != 2)
        {
            throw new SakerException(ErrorKind.InvalidInput,
                $"The target column '{target.Column}' must have exactly two values for binary classification; it has {(distinct.Count > 5 ? "more than five" : distinct.Count)}: {string.Join(", ", distinct)}{(distinct.Count > 5 ? ", ..." : "")}.{(distinct.Count > 2 ? " Say 'task: classification' without 'positive' to predict one of several classes, or 'task: regression' to predict a number." : "")}", "target.column");
        }
        if (!distinct.Contains(target.Positive))
            throw new SakerException(ErrorKind.InvalidInput, $"The positive value '{target.Positive}' does not occur in column '{target.Column}'; its values are {distinct[0]} and {distinct[1]}.", "target.positive");
        return new TargetValues
        {
            Values = [.. texts.Select(text => text == target.Positive ? 1f : 0f)],
            Positive = target.Positive,
            Negative = distinct.Single(value => value != target.Positive),
        };
    }

    private static TargetValues Numbers(Column column, TargetSettings target)
    {
        if (!column.Type.IsNumeric() || column.Type == ColumnType.Boolean)
        {
            throw new SakerException(ErrorKind.InvalidInput,
                $"The target column '{target.Column}' holds {column.Type.Name()}, and 'task: regression' predicts numbers. Declare its type in 'source.columns', or say 'task: classification' to predict classes.", "target.column");
        }
        var values = Array.ConvertAll(column.ToFloat64(), value => (float)value);
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var row)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target.Column}' has no finite number in row {row + 1}. Every row needs an answer to learn from; remove or correct that row.", "target.column");
        return values.Distinct().Take(2).Count() == 2
            ? new TargetValues { Values = values, Task = LearningTask.Regression }
            : throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target.Column}' has the same number in every row; there is nothing to predict.", "target.column");
    }

    private static TargetValues Several(Column column, string?[] texts, TargetSettings target)
    {
        List<string> classes = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (classes.Count == 2)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target.Column}' has the two values {classes[0]} and {classes[1]}: say which of them counts as positive, such as 'positive: \"{classes[1]}\"'.", "target.positive");
        if (classes.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target.Column}' has {(classes.Count == 0 ? "no value" : $"only the value {classes[0]}")}; there is nothing to predict.", "target.column");
        if (classes.Count > MaxClassCount)
        {
            throw new SakerException(ErrorKind.InvalidInput,
                $"The target column '{target.Column}' has {classes.Count} values ({string.Join(", ", classes.Take(MaxShown))}, ...); at most {MaxClassCount} classes are learned. Say 'task: regression' if they are numbers.", "target.column");
        }
        if (column.Type.IsNumeric() && column.Type != ColumnType.Boolean)
            classes = [.. texts.Zip(column.ToFloat64()).DistinctBy(pair => pair.First).OrderBy(pair => pair.Second).Select(pair => pair.First!)];
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        return new TargetValues { Values = [.. texts.Select(text => (float)places[text!])], Task = LearningTask.Classes(classes.Count), Classes = classes };
    }
}
