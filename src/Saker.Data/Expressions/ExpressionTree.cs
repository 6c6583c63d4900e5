using System.Text;
using System.Text.Json;
using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>The tree that the engine makes of the text of an expression.</summary>
internal static class ExpressionTree
{
    // Of the tree as JSON, where a level of the expression takes a few; the engine limits those.
    private const int MaxTreeDepth = 10_000;

    /// <summary>The tree; null, with the reason reported, when the text is no expression.</summary>
    public static JsonElement? Parse(string expression, Action<string> report)
    {
        if (expression.Length > RowExpressions.MaxLength)
        {
            report(FormattableString.Invariant($"the expression has {expression.Length} characters; at most {RowExpressions.MaxLength} are taken."));
            return null;
        }
        if (string.IsNullOrWhiteSpace(expression) || expression.Contains('\0', StringComparison.Ordinal))
        {
            report("the expression is empty or has a zero character; write one such as CASE WHEN x < 6 THEN 0.6 ELSE 0.2 END.");
            return null;
        }
        return Ask(expression, report) is { } tree ? OnlyExpression(tree, report) : null;
    }

    /// <summary>Where the engine points at, as the start of a message.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="offset">Bytes from the start of the query that was asked; negative when not known.</param>
    public static string Place(string expression, int offset)
    {
        if (offset < ExpressionSql.Offset)
            return "";
        var bytes = Encoding.UTF8.GetBytes(expression);
        var characters = Encoding.UTF8.GetCharCount(bytes, 0, Math.Min(bytes.Length, offset - ExpressionSql.Offset));
        return FormattableString.Invariant($"at character {characters + 1}: ");
    }

    /// <summary>What the engine says, on one line; of its limits what can be done about them here.</summary>
    public static string Words(string message) => message.StartsWith("Max expression depth", StringComparison.Ordinal)
        ? FormattableString.Invariant($"the expression is nested deeper than {RowExpressions.MaxDepth} levels; each operator of a chain counts.")
        : message.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    private static JsonElement? Ask(string expression, Action<string> report)
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
        if (!tree.GetProperty("error").GetBoolean())
            return tree;
        var position = tree.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var offset) ? offset : -1;
        report(Place(expression, position) + Words(tree.GetProperty("error_message").GetString()!));
        return null;
    }

    private static JsonElement? OnlyExpression(JsonElement tree, Action<string> report)
    {
        var statements = tree.GetProperty("statements");
        if (statements.GetArrayLength() == 1 && OnlyExpression(statements[0].GetProperty("node")) is { } only)
            return only;
        report("it is more than one expression; write one value, without FROM and without ';'.");
        return null;
    }

    private static JsonElement? OnlyExpression(JsonElement query)
    {
        var list = query.TryGetProperty("select_list", out var given) ? given : default;
        var isPlain = query.EnumerateObject().All(property => property.Name is "type" or "select_list" or "from_table" or "aggregate_handling")
            && query.GetProperty("type").GetString() == "SELECT_NODE"
            && query.GetProperty("from_table").GetProperty("type").GetString() == "EMPTY"
            && query.GetProperty("aggregate_handling").GetString() == "STANDARD_HANDLING";
        return isPlain && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1 ? list[0] : null;
    }
}
