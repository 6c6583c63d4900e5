using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>Checks that expressions are expressions, pure, over known columns, and of the type wanted.</summary>
internal sealed class ExpressionCheck(IReadOnlyList<RowColumn> columns, ICollection<Problem> problems)
{
    private readonly HashSet<int> _places = [];

    /// <summary>The columns that the expressions so far name.</summary>
    public IReadOnlyCollection<int> Places => _places;

    public void Check(RowExpression expression)
    {
        var before = problems.Count;
        var report = (string message) => problems.Add(new Problem(expression.Name, message));
        if (ExpressionTree.Parse(expression.Sql, report) is { } node)
        {
            var walk = new ExpressionWalk(expression.Sql, [.. columns.Select(column => column.Name)], report);
            walk.Walk(node);
            _places.UnionWith(walk.References.Select(reference => reference.Place));
        }
        if (problems.Count == before)
            CheckType(expression, report);
    }

    private void CheckType(RowExpression expression, Action<string> report)
    {
        try
        {
            DuckDbType type;
            using (var statement = new ExpressionStatement(columns, [.. _places], [ExpressionSql.Alone(expression.Sql)]))
                type = statement.TypeOf(0);
            if (ExpressionSql.Fits(type, expression.Type))
                new ExpressionStatement(columns, [.. _places], [ExpressionSql.Cast(expression)]).Dispose();
            else
                report($"its value is {ExpressionSql.Describe(type)} and cannot become {ExpressionSql.TypeName(expression.Type)}; write a CAST or another value.");
        }
        catch (SakerException exception)
        {
            report(ExpressionTree.Words(exception.Message));
        }
    }
}
