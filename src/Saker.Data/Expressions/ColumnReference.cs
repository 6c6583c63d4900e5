namespace Saker.Data.Expressions;

/// <summary>A column that an expression names.</summary>
/// <param name="Offset">Where its name starts, in bytes of the expression.</param>
/// <param name="Place">Which column; -1 when it was not asked whether there is one.</param>
internal readonly record struct ColumnReference(int Offset, int Place);
