using System.Collections;

namespace Saker.Data;

/// <summary>The ordered, uniquely named columns of a <see cref="Table"/>. Names are case-sensitive.</summary>
public sealed class Schema : IReadOnlyList<ColumnSchema>, IEquatable<Schema>
{
    private readonly ColumnSchema[] _columns;
    private readonly Dictionary<string, int> _positions;

    /// <exception cref="SakerException">A name is empty or occurs twice.</exception>
    public Schema(IEnumerable<ColumnSchema> columns)
    {
        _columns = [.. columns];
        _positions = new Dictionary<string, int>(_columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (string.IsNullOrEmpty(_columns[i].Name))
                throw new SakerException(ErrorKind.InvalidInput, $"Column {i + 1} has no name.");
            if (!_positions.TryAdd(_columns[i].Name, i))
                throw new SakerException(ErrorKind.InvalidInput, $"Column '{_columns[i].Name}' occurs twice; names must be unique.", _columns[i].Name);
        }
    }

    public int Count => _columns.Length;

    public ColumnSchema this[int index] => _columns[index];

    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string name) => _positions.GetValueOrDefault(name, -1);

    public bool Contains(string name) => _positions.ContainsKey(name);

    public ColumnSchema? Find(string name) => _positions.TryGetValue(name, out var i) ? _columns[i] : null;

    /// <exception cref="SakerException">There is no such column.</exception>
    public ColumnSchema Get(string name) => Find(name)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"There is no column '{name}'. The columns are: {string.Join(", ", _columns.Select(c => c.Name))}.", name);

    public bool Equals(Schema? other) => other is not null && _columns.AsSpan().SequenceEqual(other._columns);

    public override bool Equals(object? obj) => Equals(obj as Schema);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var column in _columns)
            hash.Add(column);
        return hash.ToHashCode();
    }

    public IEnumerator<ColumnSchema> GetEnumerator() => ((IEnumerable<ColumnSchema>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", _columns.AsEnumerable());
}
