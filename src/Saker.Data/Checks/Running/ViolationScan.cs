using Saker.Data.Engine;

namespace Saker.Data.Checks.Running;

/// <summary>
/// The second scan: the rows that break checks, in their order. When rows must be compared with others of the same key, the scan keeps what
/// that takes in a table of the engine, which goes to disk when memory is short, so that the data are not read once more for it.
/// </summary>
internal sealed class ViolationScan : IDisposable
{
    private const string Kept = "kept_rows";

    private readonly SqlConnection _connection;
    private readonly CancellationToken _cancellationToken;
    private readonly PlannedCheck[] _flagged;
    private readonly PlannedCheck[] _keyed;
    private readonly ViolationSql _sql;
    private readonly bool _isKept;

    public ViolationScan(CheckTarget target, SqlConnection connection, IReadOnlyList<PlannedCheck> checks, IReadOnlyList<int> key, CancellationToken cancellationToken)
    {
        (_connection, _cancellationToken) = (connection, cancellationToken);
        _flagged = [.. checks.Where(check => check.Second is RowPlan)];
        _keyed = [.. checks.Where(check => check.Second is KeyedPlan)];
        _sql = new ViolationSql(target, _flagged, _keyed, key);
        _isKept = _keyed.Length > 0;
        if (_isKept)
            connection.Execute($"CREATE OR REPLACE TEMP TABLE {Kept} AS {_sql.All}", cancellationToken);
    }

    /// <summary>Rows that are wrong by themselves or after their predecessor, in order.</summary>
    public IEnumerable<(PlannedCheck Check, Violation Violation)> Rows()
    {
        if (_flagged.Length == 0)
            yield break;
        using var query = _connection.Open(_sql.Flagged(_isKept ? Kept : $"({_sql.All})"), _cancellationToken);
        while (query.Read(1) is { } found)
        {
            var rows = (Column<long>)found.Columns[0];
            for (var row = 0; row < found.RowCount; row++)
            {
                for (var i = 0; i < _flagged.Length; i++)
                {
                    if (((Column<bool>)found.Columns[1 + i]).Values.Span[row])
                        yield return (_flagged[i], Found(_flagged[i], (RowPlan)_flagged[i].Second!, rows.Values.Span[row], found, row));
                }
            }
        }
    }

    /// <summary>Rows that differ from the first with the same key, in order for one check after another.</summary>
    public IEnumerable<(PlannedCheck Check, Violation Violation)> Repeated()
    {
        foreach (var check in _keyed)
        {
            var plan = (KeyedPlan)check.Second!;
            using var query = _connection.Open(_sql.Repeated(Kept, plan), _cancellationToken);
            while (query.Read(1) is { } found)
            {
                for (var row = 0; row < found.RowCount; row++)
                {
                    var values = Texts(found, row, 3, plan.Shown.Count);
                    var complaint = plan.Explain(values, (long)found.Columns[1].GetValue(row)!, (string?)found.Columns[2].GetValue(row));
                    yield return (check, check.Found((long)found.Columns[0].GetValue(row)!, plan.Shown, values, complaint, Texts(found, row, 3 + plan.Shown.Count, _sql.Key.Count)));
                }
            }
        }
    }

    public void Dispose()
    {
        if (_isKept)
            _connection.Execute($"DROP TABLE {Kept}", CancellationToken.None);
    }

    private Violation Found(PlannedCheck check, RowPlan plan, long row, Table found, int at)
    {
        string?[] values = [.. plan.Shown.Select(column => Text(found, at, 1 + _flagged.Length + _sql.TextIndex(column.Text)))];
        string?[] key = [.. _sql.Key.Select(column => Text(found, at, 1 + _flagged.Length + _sql.TextIndex(column.Text)))];
        return check.Found(row, plan.Shown, values, plan.Explain(values), key);
    }

    private static string?[] Texts(Table found, int row, int first, int count) => [.. Enumerable.Range(first, count).Select(i => Text(found, row, i))];

    private static string? Text(Table found, int row, int column) => (string?)found.Columns[column].GetValue(row);
}
