namespace Saker.Data.Checks.Running;

/// <summary>Other data in the engine.</summary>
/// <param name="Name">Of a temporary table with columns <c>c0</c>, <c>c1</c> ..., each combination of present values once; empty when no column was asked for.</param>
/// <param name="Types">Of its columns.</param>
/// <param name="RowCount">Rows of the data.</param>
internal sealed record LookupTable(string Name, IReadOnlyList<ColumnType> Types, long RowCount)
{
    /// <summary>The combinations; SQL of a query with one column.</summary>
    public string Keys => Types.Count == 1
        ? $"SELECT c0 FROM {Name}"
        : $"SELECT row({string.Join(", ", Enumerable.Range(0, Types.Count).Select(i => FormattableString.Invariant($"c{i}")))}) FROM {Name}";
}
