namespace Saker.Data.Expressions;

/// <summary>A column that expressions can name.</summary>
public sealed record RowColumn(string Name, ScalarType Type);
