using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Describes what a model takes by what training saw.</summary>
public static class SignatureBuilder
{
    /// <summary>A text column with more distinct values than this is not a category: any text is taken.</summary>
    public const int MaxCategories = 1_000;

    /// <summary>The signature of a classifier over these columns.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="inputColumns">The raw columns that the model takes, in order.</param>
    /// <param name="classes">The labels that it gives.</param>
    public static Signature From(Table training, IReadOnlyList<ColumnSchema> inputColumns, ModelClasses classes) => new()
    {
        Inputs = [.. inputColumns.Select(column => Describe(training.Get(column.Name)))],
        Outputs =
        [
            new SignatureColumn(ModelGraph.Label, ColumnType.Text) { Categories = [.. new[] { classes.Negative, classes.Positive }.Order(StringComparer.Ordinal)] },
            new SignatureColumn(ModelGraph.Probability, ColumnType.Float32) { Min = 0, Max = 1 },
        ],
    };

    private static SignatureColumn Describe(Column column)
    {
        var described = new SignatureColumn(column.Name, column.Type) { Nullable = column.NullCount > 0 };
        if (column is Column<string> text)
            return described with { Categories = Categories(text) };
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in column.ToFloat64())
        {
            // A missing value is NaN and fails both comparisons.
            if (number < min)
                min = number;
            if (number > max)
                max = number;
        }
        return min <= max ? described with { Min = min, Max = max } : described;
    }

    private static IReadOnlyList<string>? Categories(Column<string> column)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row) && seen.Add(column.Values.Span[row]) && seen.Count > MaxCategories)
                return null;
        }
        return [.. seen.Order(StringComparer.Ordinal)];
    }
}
