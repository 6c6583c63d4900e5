namespace Saker.Data.Sources;

/// <summary>A column of a relation of the engine that has a type already.</summary>
/// <param name="Name">For users.</param>
/// <param name="Sql">The expression of its values.</param>
/// <param name="EngineType">The engine's name of its type, such as <c>DECIMAL(10,2)</c>.</param>
/// <param name="Nullable">Whether a value may be missing.</param>
internal sealed record StoredColumn(string Name, string Sql, string EngineType, bool Nullable);
