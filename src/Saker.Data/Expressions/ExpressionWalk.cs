using System.Text.Json;

namespace Saker.Data.Expressions;

/// <summary>Walks the tree that the engine made of an expression and reports every part that is not pure or not known.</summary>
/// <param name="sql">The expression.</param>
/// <param name="columns">The names of the columns; null when any is right.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class ExpressionWalk(string sql, IReadOnlyList<string>? columns, Action<string> report)
{
    // Kinds of types that a cast may name. All others depend on settings or hold several values.
    private static readonly HashSet<string> CastTypes =
    [
        "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
        "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR", "DATE", "TIMESTAMP",
    ];

    private static readonly HashSet<string> Operators =
        ["OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE", "OPERATOR_NULLIF", "COMPARE_IN", "COMPARE_NOT_IN"];

    private readonly List<ColumnReference> _references = [];

    /// <summary>Whether the expression is about all rows together, not about one.</summary>
    public bool HasAggregates { get; init; }

    /// <summary>Where columns are named.</summary>
    public IReadOnlyList<ColumnReference> References => _references;

    /// <summary>Every object of the tree that has a class is an expression; those within others included.</summary>
    public void Walk(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(item);
        }
        if (element.ValueKind != JsonValueKind.Object || (element.TryGetProperty("class", out var kind) && !Check(kind.GetString()!, element)))
            return;
        foreach (var property in element.EnumerateObject())
            Walk(property.Value);
    }

    /// <summary>Whether the parts are to be looked at too.</summary>
    private bool Check(string kind, JsonElement node)
    {
        var message = kind switch
        {
            "CONSTANT" or "CASE" or "COMPARISON" or "CONJUNCTION" or "BETWEEN" => null,
            "OPERATOR" => Operators.Contains(Text(node, "type")) ? null : "lists and parts of them cannot be used.",
            "CAST" => CheckCast(node),
            "FUNCTION" => CheckFunction(node),
            "COLUMN_REF" => CheckColumn(node),
            "SUBQUERY" => "an expression sees one row only; queries within it are not allowed.",
            "WINDOW" => $"{Text(node, "function_name")} OVER looks at several rows; an expression sees one row only.",
            "PARAMETER" => "there are no parameters; write the value.",
            "STAR" => "'*' is no value; name a column.",
            _ => $"{kind} cannot be used in an expression.",
        };
        if (message is null)
            return true;
        report(ExpressionTree.Place(sql, OffsetOf(node)) + message);
        return false;
    }

    private static string? CheckCast(JsonElement node)
    {
        var type = node.GetProperty("cast_type");
        return CastTypes.Contains(Text(type, "id")) ? null : $"a cast to {Text(type, "id")} cannot be used; cast to a number, BOOLEAN, VARCHAR, DATE or TIMESTAMP.";
    }

    private string? CheckFunction(JsonElement node)
    {
        var name = Text(node, "function_name");
        if (HasAggregates && AggregateFunctions.Has(name) && Text(node, "schema") is ("" or "main") && Text(node, "catalog") is "")
            return null;
        if (!PureFunctions.Has(name) || Text(node, "schema") is not ("" or "main") || Text(node, "catalog") is not "")
            return $"the function '{name}' cannot be used; an expression takes functions of numbers, texts and dates of one row.";
        // DISTINCT, FILTER and ORDER BY belong to aggregates.
        return node.EnumerateObject().All(property => property.Name is "class" or "type" or "alias" or "query_location" or "function_name" or "schema" or "children" or "order_bys" or "is_operator")
            && !node.GetProperty("order_bys").TryGetProperty("orders", out _) ? null : $"'{name}' is no aggregate; write its arguments only.";
    }

    private string? CheckColumn(JsonElement node)
    {
        var names = node.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!).ToArray();
        var written = string.Join('.', names);
        if (names.Length > 1)
            return $"'{written}' names a part of something; write the column alone, in double quotes if its name has a point.";
        if (columns is null)
            return null;
        var found = Enumerable.Range(0, columns.Count).Where(place => string.Equals(columns[place], written, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found is [var only])
        {
            _references.Add(new ColumnReference(OffsetOf(node) - ExpressionSql.Offset, only));
            return null;
        }
        return found.Length > 1
            ? $"the columns {string.Join(" and ", found.Select(place => $"'{columns[place]}'"))} differ in case only, which SQL does not tell apart."
            : $"there is no column '{written}'; there are {string.Join(", ", columns.Take(20).Select(column => $"'{column}'"))}{(columns.Count > 20 ? ", ..." : "")}.";
    }

    private static int OffsetOf(JsonElement node) => node.TryGetProperty("query_location", out var location) && location.TryGetInt32(out var at) ? at : -1;

    private static string Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
