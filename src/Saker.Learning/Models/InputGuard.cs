using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Holds rows against a signature: what training never saw is not predicted but refused, with row and column.</summary>
public static class InputGuard
{
    /// <summary>Checks every value of every input column.</summary>
    /// <param name="rows">The rows to be predicted; further columns do not matter.</param>
    /// <param name="signature">What the model takes.</param>
    /// <param name="maxProblems">At most so many problems are reported.</param>
    /// <returns>What is wrong, by row (from 0) and column; empty when the rows fit.</returns>
    public static IReadOnlyList<Problem> Check(Table rows, Signature signature, int maxProblems)
    {
        var problems = new List<Problem>();
        foreach (var input in signature.Inputs)
        {
            if (rows.Find(input.Name) is { } column)
                CheckColumn(column, input, problems, maxProblems);
            else
                problems.Add(new Problem(input.Name, $"the {input.Type.Name()} column is missing."));
        }
        return [.. problems.OrderBy(problem => problem.Row).Take(maxProblems)];
    }

    private static void CheckColumn(Column column, SignatureColumn input, List<Problem> problems, int maxProblems)
    {
        var before = problems.Count;
        if (column.Type.IsNumeric() != input.Type.IsNumeric())
        {
            problems.Add(new Problem(input.Name, $"the column is {column.Type.Name()}; the model takes {input.Type.Name()}."));
            return;
        }
        var categories = input.Categories?.ToHashSet(StringComparer.Ordinal);
        for (var row = 0; row < column.Length && problems.Count - before < maxProblems; row++)
        {
            var complaint = column.IsNull(row) ? MissingComplaint(input) : column is Column<string> text ? TextComplaint(text.Values.Span[row], input, categories) : NumberComplaint(column, row);
            if (complaint is not null)
                problems.Add(new Problem(input.Name, complaint, row));
        }
    }

    private static string? MissingComplaint(SignatureColumn input) =>
        input.Nullable ? null : $"a value is needed here; training saw none missing in {input.Name}.";

    private static string? TextComplaint(string text, SignatureColumn input, HashSet<string>? categories)
    {
        const int shown = 10;
        if (categories is null || categories.Contains(text))
            return null;
        var known = string.Join(", ", input.Categories!.Take(shown)) + (categories.Count > shown ? ", ..." : "");
        return $"'{text}' was never seen in training; known are: {known}.";
    }

    private static string? NumberComplaint(Column column, int row)
    {
        var number = column switch
        {
            Column<double> doubles => doubles.Values.Span[row],
            Column<float> floats => floats.Values.Span[row],
            _ => 0,
        };
        return double.IsFinite(number) ? null : $"{number.ToString(CultureInfo.InvariantCulture)} is no number that can be predicted from; leave a missing value out as null.";
    }
}
