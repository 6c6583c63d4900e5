namespace Saker.Data.Profiles;

/// <summary>Builds a <see cref="Profile"/> of rows that arrive in batches. For one thread at a time.</summary>
public sealed class ProfileBuilder
{
    private readonly ColumnProfileBuilder[] _columns;
    private long _rows;

    /// <param name="schema">Names and types of the batches.</param>
    public ProfileBuilder(Schema schema) => _columns = [.. schema.Select(column => new ColumnProfileBuilder(column.Name, column.Type))];

    internal ProfileBuilder(Profile like) => _columns = [.. like.Columns.Select(column => new ColumnProfileBuilder(column.Name, column.Type))];

    /// <exception cref="SakerException">The batch has other columns or types.</exception>
    public void Add(Table batch)
    {
        RequireAlike(batch.Columns.Select(column => (column.Name, column.Type)));
        _rows += batch.RowCount;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Add(batch.Columns[i]);
    }

    /// <exception cref="SakerException">The profile has other columns or types.</exception>
    public void Add(Profile part)
    {
        RequireAlike(part.Columns.Select(column => (column.Name, column.Type)));
        _rows += part.RowCount;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Add(part.Columns[i]);
    }

    /// <summary>The profile of what was added so far.</summary>
    public Profile Build() => new(_rows, [.. _columns.Select(column => column.Build())]);

    private void RequireAlike(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        (string Name, ColumnType Type)[] mine = [.. _columns.Select(column => (column.Name, column.Type))];
        (string Name, ColumnType Type)[] other = [.. columns];
        if (!mine.AsSpan().SequenceEqual(other))
            throw new SakerException(ErrorKind.InvalidInput, $"Profiles of different columns cannot be joined: {Describe(mine.Except(other))} against {Describe(other.Except(mine))}.");
    }

    private static string Describe(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        var text = string.Join(", ", columns.Select(column => $"{column.Name}: {column.Type.Name()}"));
        return text.Length == 0 ? "the same in another order" : text;
    }
}
