using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Preparation.Expressions;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Scores.Segments;

/// <summary>Which rows a condition holds for, in the language of <see cref="Expression"/>; a condition that is missing does not hold.</summary>
internal static class SegmentCondition
{
    private const string Output = "holds";

    /// <summary>What is wrong with a condition over these columns; empty when nothing is.</summary>
    public static IReadOnlyList<Problem> Check(string where, Schema columns)
    {
        var problems = new List<Problem>();
        if (Expression.Parse(where, problems) is { } expression && expression.Check(Types(columns), problems) is { } type && type != ExpressionType.Truth)
            problems.Add(new Problem("where", "it is no condition: compare something, as in 'age < 30'."));
        return problems;
    }

    /// <summary>The rows, ascending.</summary>
    /// <exception cref="SakerException">The condition does not fit the columns.</exception>
    public static int[] Rows(string where, Table rows, CancellationToken cancellationToken)
    {
        var problems = Check(where, rows.Schema);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The condition \"{where}\" cannot be used.", problems);
        if (rows.RowCount == 0)
            return [];
        var expression = Expression.Parse(where);
        var inputs = expression.Columns.Select(name => rows.Get(name).Schema).ToList();
        var columns = GraphColumns.Of(inputs);
        columns.Graph.Output(Output, expression.Emit(columns), -1, 1);
        using var session = new OnnxSession(columns.Graph.Build());
        var given = ModelInputs.Feed(rows, inputs);
        var feed = session.Inputs.ToDictionary(input => input.Name, input => given[inputs[int.Parse(input.Name.AsSpan("input_".Length), System.Globalization.CultureInfo.InvariantCulture)].Name], StringComparer.Ordinal);
        var holds = session.Run(feed, cancellationToken)[0].Span<double>();
        var found = new List<int>();
        for (var row = 0; row < holds.Length; row++)
            if (holds[row] == 1)
                found.Add(row);
        return [.. found];
    }

    // Columns that a graph cannot take are not there for conditions either.
    private static Dictionary<string, ColumnType> Types(Schema columns) =>
        columns.Where(column => ModelInputs.Find(column.Type) is not null).ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
}
