using System.Text;
using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>
/// A SQL expression that a user wrote over the columns of data, made part of a query of ours: checked to be pure, with every name of a
/// column replaced by what our query calls it, and of a type known before it runs.
/// </summary>
/// <param name="Sql">In brackets, over our names.</param>
/// <param name="Places">The columns that it names.</param>
internal sealed record ColumnExpression(string Sql, IReadOnlyList<int> Places)
{
    /// <summary>What is wrong with an expression whatever the data: its grammar, and what it may use. Empty when nothing is.</summary>
    /// <param name="sql">What the user wrote.</param>
    /// <param name="hasAggregates">Whether it is about all rows together.</param>
    public static IReadOnlyList<string> Check(string sql, bool hasAggregates)
    {
        var problems = new List<string>();
        if (ExpressionTree.Parse(sql, problems.Add) is { } tree)
            new ExpressionWalk(sql, null, problems.Add) { HasAggregates = hasAggregates }.Walk(tree);
        return problems;
    }

    /// <summary>Compiles an expression over columns.</summary>
    /// <param name="sql">What the user wrote; names are told apart as SQL does it, without regard to case.</param>
    /// <param name="schema">The columns that can be named.</param>
    /// <param name="nameOf">What our query calls a column.</param>
    /// <param name="hasAggregates">Whether it is about all rows together.</param>
    /// <exception cref="SakerException">It is no condition over these columns; with every reason.</exception>
    public static ColumnExpression CompileCondition(string sql, Schema schema, Func<int, string> nameOf, bool hasAggregates)
    {
        var problems = new List<string>();
        var walk = new ExpressionWalk(sql, [.. schema.Select(column => column.Name)], problems.Add) { HasAggregates = hasAggregates };
        if (ExpressionTree.Parse(sql, problems.Add) is { } tree)
            walk.Walk(tree);
        Throw(sql, problems);
        int[] places = [.. walk.References.Select(reference => reference.Place).Distinct().Order()];
        var compiled = new ColumnExpression(ExpressionSql.Alone(Rename(sql, walk.References, nameOf)), places);
        RequireCondition(sql, compiled, schema, nameOf, hasAggregates, problems);
        Throw(sql, problems);
        return compiled;
    }

    private static void Throw(string sql, List<string> problems)
    {
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"the condition {sql} cannot be used: {string.Join(" ", problems)}");
    }

    private static void RequireCondition(string sql, ColumnExpression compiled, Schema schema, Func<int, string> nameOf, bool hasAggregates, List<string> problems)
    {
        var columns = compiled.Places.Select(place => $"CAST(NULL AS {SqlText.Type(schema[place].Type)}) AS {nameOf(place)}").DefaultIfEmpty("1 AS one");
        using var connection = ExpressionEngine.Connect();
        try
        {
            var type = connection.TypeOf($"SELECT {compiled.Sql}{(hasAggregates ? ", count(*)" : "")} FROM (SELECT {string.Join(", ", columns)})");
            if (type is not (DuckDbType.Boolean or DuckDbType.Null))
                problems.Add($"its value is {ExpressionSql.Describe(type)}; write a condition, such as {sql} > 0.");
        }
        catch (SakerException exception)
        {
            problems.Add(exception.Message.Contains("must appear in the GROUP BY", StringComparison.Ordinal)
                ? "every column must stand within an aggregate, such as sum(x)."
                : ExpressionTree.Words(exception.Message));
        }
    }

    /// <summary>Replaces the names, from the last to the first, so that offsets stay right.</summary>
    private static string Rename(string sql, IEnumerable<ColumnReference> references, Func<int, string> nameOf)
    {
        var text = Encoding.UTF8.GetBytes(sql).ToList();
        foreach (var reference in references.DistinctBy(reference => reference.Offset).OrderByDescending(reference => reference.Offset))
        {
            text.RemoveRange(reference.Offset, NameLength(text, reference.Offset));
            text.InsertRange(reference.Offset, Encoding.UTF8.GetBytes(nameOf(reference.Place)));
        }
        return Encoding.UTF8.GetString([.. text]);
    }

    private static int NameLength(List<byte> text, int start)
    {
        var end = start;
        if (text[start] != (byte)'"')
        {
            while (end < text.Count && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'_' or (byte)'$' or >= 0x80))
                end++;
            return end - start;
        }
        // A quote within a quoted name is written twice.
        for (end++; text[end] != (byte)'"' || (end + 1 < text.Count && text[end + 1] == (byte)'"'); end++)
        {
            if (text[end] == (byte)'"')
                end++;
        }
        return end + 1 - start;
    }
}
