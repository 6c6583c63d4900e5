using System.Text;
using System.Text.Json;
using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>Checks that expressions are expressions, pure, over known columns, and of the type wanted.</summary>
internal sealed class ExpressionCheck(IReadOnlyList<RowColumn> columns, ICollection<Problem> problems)
{
    // Of the tree as JSON, where a level of the expression takes a few; the engine limits those.
    private const int MaxTreeDepth = 10_000;

    private readonly HashSet<int> _places = [];

    /// <summary>The columns that the expressions so far name.</summary>
    public IReadOnlyCollection<int> Places => _places;

    public void Check(RowExpression expression)
    {
        var before = problems.Count;
        var report = (string message) => problems.Add(new Problem(expression.Name, message));
        if (expression.Sql.Length > RowExpressions.MaxLength)
            report(FormattableString.Invariant($"the expression has {expression.Sql.Length} characters; at most {RowExpressions.MaxLength} are taken."));
        else if (string.IsNullOrWhiteSpace(expression.Sql) || expression.Sql.Contains('\0', StringComparison.Ordinal))
            report("the expression is empty or has a zero character; write one such as CASE WHEN x < 6 THEN 0.6 ELSE 0.2 END.");
        else if (Parse(expression, report) is { } node)
            new ExpressionWalk(expression.Sql, columns, _places, report).Walk(node);
        if (problems.Count == before)
            CheckType(expression, report);
    }

    /// <summary>The tree of an expression; null when the text is none.</summary>
    private static JsonElement? Parse(RowExpression expression, Action<string> report)
    {
        var sql = SqlText.Literal(ExpressionSql.Query(expression));
        using var connection = ExpressionEngine.Connect();
        var table = connection.QueryAll($"SELECT CAST(json_serialize_sql({sql}, skip_null := true, skip_empty := true, skip_default := true) AS VARCHAR)", CancellationToken.None);
        JsonElement tree;
        try
        {
            tree = JsonDocument.Parse(((Column<string>)table.Columns[0]).Values.Span[0], new JsonDocumentOptions { MaxDepth = MaxTreeDepth }).RootElement;
        }
        catch (JsonException)
        {
            // The engine writes a number beyond its range as Infinity, which JSON does not have.
            report("it has a number that is too large to be held; the largest is about 1.8e308.");
            return null;
        }
        if (tree.GetProperty("error").GetBoolean())
        {
            var position = tree.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var offset) ? offset : -1;
            report(Place(expression.Sql, position) + Words(tree.GetProperty("error_message").GetString()!));
            return null;
        }
        if (OnlyExpression(tree) is { } only)
            return only;
        report("it is more than one expression; write one value, without FROM and without ';'.");
        return null;
    }

    /// <summary>Where the engine points at, as the start of a message.</summary>
    /// <param name="sql">The expression.</param>
    /// <param name="offset">Bytes from the start of the query that was asked; negative when not known.</param>
    public static string Place(string sql, int offset)
    {
        if (offset < ExpressionSql.Offset)
            return "";
        var bytes = Encoding.UTF8.GetBytes(sql);
        var characters = Encoding.UTF8.GetCharCount(bytes, 0, Math.Min(bytes.Length, offset - ExpressionSql.Offset));
        return FormattableString.Invariant($"at character {characters + 1}: ");
    }

    private static JsonElement? OnlyExpression(JsonElement tree)
    {
        var statements = tree.GetProperty("statements");
        if (statements.GetArrayLength() != 1)
            return null;
        var query = statements[0].GetProperty("node");
        var list = query.TryGetProperty("select_list", out var given) ? given : default;
        var isPlain = query.EnumerateObject().All(property => property.Name is "type" or "select_list" or "from_table" or "aggregate_handling")
            && query.GetProperty("type").GetString() == "SELECT_NODE"
            && query.GetProperty("from_table").GetProperty("type").GetString() == "EMPTY"
            && query.GetProperty("aggregate_handling").GetString() == "STANDARD_HANDLING";
        return isPlain && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1 ? list[0] : null;
    }

    private void CheckType(RowExpression expression, Action<string> report)
    {
        try
        {
            DuckDbType type;
            using (var statement = new ExpressionStatement(columns, [.. _places], [ExpressionSql.Alone(expression)]))
                type = statement.TypeOf(0);
            if (ExpressionSql.Fits(type, expression.Type))
                new ExpressionStatement(columns, [.. _places], [ExpressionSql.Cast(expression)]).Dispose();
            else
                report($"its value is {Describe(type)} and cannot become {ExpressionSql.TypeName(expression.Type)}; write a CAST or another value.");
        }
        catch (SakerException exception)
        {
            report(Words(exception.Message));
        }
    }

    /// <summary>What the engine says, on one line; of its limits what can be done about them here.</summary>
    private static string Words(string message) => message.StartsWith("Max expression depth", StringComparison.Ordinal)
        ? FormattableString.Invariant($"the expression is nested deeper than {RowExpressions.MaxDepth} levels; each operator of a chain counts.")
        : message.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    private static string Describe(DuckDbType type) => type switch
    {
        DuckDbType.VarChar => "a text",
        DuckDbType.Boolean => "true or false",
        DuckDbType.Date or DuckDbType.Timestamp or DuckDbType.TimestampTz => "a time",
        DuckDbType.Float or DuckDbType.Double or DuckDbType.Decimal => "a number with a fraction",
        _ when ExpressionSql.IsWhole(type) => "a whole number",
        _ => "of a type that rows do not have",
    };
}
