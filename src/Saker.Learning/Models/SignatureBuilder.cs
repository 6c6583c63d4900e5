using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Makes the signature of a model from the rows it was trained on.</summary>
public static class SignatureBuilder
{
    /// <summary>Text columns with more distinct values than this have no list of categories.</summary>
    public const int DefaultMaxCategories = 1_000;

    /// <param name="rows">The training rows.</param>
    /// <param name="inputs">The names of the columns that the model takes, in order.</param>
    /// <param name="labels">The classes that it gives.</param>
    /// <param name="maxCategories">The longest list of categories.</param>
    public static Signature From(Table rows, IEnumerable<string> inputs, ClassLabels labels, int maxCategories = DefaultMaxCategories) => new()
    {
        Inputs = [.. inputs.Select(name => Describe(rows.Get(name), maxCategories))],
        Outputs =
        [
            new SignatureColumn(ModelGraph.LabelName, ColumnType.Text) { Categories = [labels.Negative, labels.Positive] },
            new SignatureColumn(ModelGraph.ProbabilityName, ColumnType.Float32) { Min = 0, Max = 1 },
        ],
    };

    /// <summary>The signature of a model of numbers.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="inputs">The names of the columns that the model takes, in order.</param>
    /// <param name="maxCategories">The longest list of categories.</param>
    public static Signature OfRegression(Table rows, IEnumerable<string> inputs, int maxCategories = DefaultMaxCategories) => new()
    {
        Inputs = [.. inputs.Select(name => Describe(rows.Get(name), maxCategories))],
        Outputs = [new SignatureColumn(ModelGraph.PredictionName, ColumnType.Float32)],
    };

    /// <summary>The signature of a classifier of several classes.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="inputs">The names of the columns that the model takes, in order.</param>
    /// <param name="classes">The classes that it gives, in the order of their probabilities.</param>
    /// <param name="maxCategories">The longest list of categories.</param>
    public static Signature OfClasses(Table rows, IEnumerable<string> inputs, IReadOnlyList<string> classes, int maxCategories = DefaultMaxCategories) => new()
    {
        Inputs = [.. inputs.Select(name => Describe(rows.Get(name), maxCategories))],
        Outputs =
        [
            new SignatureColumn(ModelGraph.LabelName, ColumnType.Text) { Categories = [.. classes] },
            new SignatureColumn(ModelGraph.ProbabilitiesName, ColumnType.Float32) { Min = 0, Max = 1, Shape = [-1, classes.Count] },
        ],
    };

    private static SignatureColumn Describe(Column column, int maxCategories)
    {
        var described = new SignatureColumn(column.Name, column.Type) { Nullable = column.NullCount > 0 };
        if (column is Column<string> text)
            return DescribeText(described, ModelInputs.Texts(text), maxCategories);
        return column.Type.IsNumeric() ? DescribeNumbers(described, column.ToFloat64()) : described;
    }

    private static SignatureColumn DescribeText(SignatureColumn described, string[] texts, int maxCategories)
    {
        var distinct = new SortedSet<string>(StringComparer.Ordinal);
        var isMissing = false;
        foreach (var text in texts)
        {
            isMissing |= text.Length == 0;
            if (text.Length > 0 && distinct.Count <= maxCategories)
                distinct.Add(text);
        }
        return described with { Nullable = isMissing, Categories = distinct.Count <= maxCategories ? [.. distinct] : null };
    }

    private static SignatureColumn DescribeNumbers(SignatureColumn described, double[] numbers)
    {
        var (min, max, isMissing) = (double.PositiveInfinity, double.NegativeInfinity, false);
        foreach (var number in numbers)
        {
            isMissing |= double.IsNaN(number);
            min = number < min ? number : min;
            max = number > max ? number : max;
        }
        return described with { Nullable = isMissing, Min = min <= max ? min : null, Max = min <= max ? max : null };
    }
}
