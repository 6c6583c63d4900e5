using System.Collections.Concurrent;

namespace Saker.Data.Expressions;

/// <summary>
/// SQL expressions over the columns of one row, compiled once and computed for many rows. They are pure: they see the row and nothing else,
/// no table, file, setting, clock or chance. Thread-safe; as many calls run at once as there are processors, others wait.
/// </summary>
public sealed class RowExpressions : IDisposable
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 10_000;

    private readonly IReadOnlyList<RowColumn> _columns;
    private readonly int[] _places;
    private readonly string[] _sql;
    private readonly ConcurrentBag<ExpressionStatement> _free = [];
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    private RowExpressions(IReadOnlyList<RowColumn> columns, int[] places, string[] sql)
    {
        _columns = columns;
        _places = places;
        _sql = sql;
        _free.Add(Prepare());
    }

    /// <summary>Compiles expressions; what is wrong goes to <paramref name="problems"/>, whose fields are the expressions' names, and then the result is null.</summary>
    /// <param name="columns">What the expressions can name. Names are told apart as SQL does it, without regard to case.</param>
    /// <param name="expressions">At least one.</param>
    /// <param name="problems">Every problem found is added.</param>
    public static RowExpressions? Compile(IReadOnlyList<RowColumn> columns, IReadOnlyList<RowExpression> expressions, ICollection<Problem> problems)
    {
        var before = problems.Count;
        var check = new ExpressionCheck(columns, problems);
        foreach (var expression in expressions)
            check.Check(expression);
        return problems.Count > before || expressions.Count == 0 ? null
            : new RowExpressions(columns, [.. check.Places.Order()], [.. expressions.Select(ExpressionSql.Cast)]);
    }

    /// <summary>Computes all expressions for all rows, on the calling thread once it is its turn.</summary>
    /// <exception cref="SakerException">A value cannot be computed, or does not fit its type; in the engine's words.</exception>
    public async ValueTask RunAsync(IRowExchange exchange, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var statement = _free.TryTake(out var free) ? free : Prepare();
            try
            {
                statement.Run(exchange, cancellationToken);
            }
            finally
            {
                _free.Add(statement);
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>To be called when no call runs; what is not disposed is freed when it is collected.</summary>
    public void Dispose()
    {
        while (_free.TryTake(out var statement))
            statement.Dispose();
        _turns.Dispose();
    }

    private ExpressionStatement Prepare() => new(_columns, _places, _sql);
}
