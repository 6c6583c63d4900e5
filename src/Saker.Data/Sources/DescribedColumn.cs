namespace Saker.Data.Sources;

/// <summary>A column, and how its type came about.</summary>
/// <param name="Name">As the source names it.</param>
/// <param name="Type">Of its values.</param>
/// <param name="Nullable">Whether a value is missing.</param>
/// <param name="Origin">Who says the type.</param>
/// <param name="MisfitCount">Cells that do not fit the declared type.</param>
/// <param name="Examples">Texts of its first values.</param>
public sealed record DescribedColumn(string Name, ColumnType Type, bool Nullable, TypeOrigin Origin, long MisfitCount, IReadOnlyList<string> Examples);
