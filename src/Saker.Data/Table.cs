namespace Saker.Data;

/// <summary>
/// Typed rows in memory, stored by column: immutable, so that it can be shared between threads. Engine results, request
/// bodies, features and predictions are all tables; data larger than memory flows as a stream of them.
/// </summary>
public sealed class Table
{
    private readonly Column[] _columns;

    /// <exception cref="SakerException">Columns differ in length or share a name.</exception>
    public Table(IEnumerable<Column> columns)
    {
        _columns = [.. columns];
        Schema = new Schema(_columns.Select(column => column.Schema));
        RowCount = _columns.Length == 0 ? 0 : _columns[0].Length;
        foreach (var column in _columns)
        {
            if (column.Length != RowCount)
                throw new SakerException(ErrorKind.InvalidInput, $"Column '{column.Name}' has {column.Length} rows and '{_columns[0].Name}' has {RowCount}.", column.Name);
        }
    }

    public Schema Schema { get; }

    public int RowCount { get; }

    public IReadOnlyList<Column> Columns => _columns;

    public Column? Find(string name) => Schema.IndexOf(name) is >= 0 and var i ? _columns[i] : null;

    /// <exception cref="SakerException">There is no such column.</exception>
    public Column Get(string name) => _columns[Schema.IndexOf(Schema.Get(name).Name)];

    /// <summary>The typed column of that name.</summary>
    /// <exception cref="SakerException">There is no such column, or it holds another type.</exception>
    public Column<T> Get<T>(string name) => Get(name) is var column && column is Column<T> typed
        ? typed
        : throw new SakerException(ErrorKind.InvalidInput, $"Column '{name}' is {column.Type.Name()}, not {ColumnTypes.Of<T>().Name()}.", name);

    /// <summary>A table of the given columns, in that order; nothing is copied.</summary>
    public Table Select(IEnumerable<string> names) => new(names.Select(Get));

    /// <summary>A table without the given columns; names that are not there are ignored.</summary>
    public Table Without(IEnumerable<string> names)
    {
        var dropped = names.ToHashSet(StringComparer.Ordinal);
        return new Table(_columns.Where(column => !dropped.Contains(column.Name)));
    }

    /// <summary>A new table of the given rows, in that order.</summary>
    public Table Take(ReadOnlySpan<int> rows)
    {
        var taken = new Column[_columns.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = _columns[i].Take(rows);
        return new Table(taken);
    }

    /// <summary>Appends tables of the same columns.</summary>
    public static Table Concat(IReadOnlyList<Table> tables) => tables.Count == 1
        ? tables[0]
        : new Table(tables[0]._columns.Select(column => Column.Concat([.. tables.Select(table => table.Get(column.Name))])));
}
