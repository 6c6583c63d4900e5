using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Pipelines;

/// <summary>The target column as numbers, and what its two values are called.</summary>
internal sealed record TargetValues
{
    /// <summary>1 where the row has the positive value, otherwise 0.</summary>
    public required float[] Values { get; init; }

    public required string Positive { get; init; }

    public required string Negative { get; init; }

    /// <exception cref="SakerException">The column is missing, has missing values, or has not exactly two values one of which is the positive one.</exception>
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
        var distinct = texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(6).ToList();
        if (distinct.Count != 2)
        {
            throw new SakerException(ErrorKind.InvalidInput,
                $"The target column '{target.Column}' must have exactly two values for binary classification; it has {(distinct.Count > 5 ? "more than five" : distinct.Count)}: {string.Join(", ", distinct)}{(distinct.Count > 5 ? ", ..." : "")}.", "target.column");
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
}
