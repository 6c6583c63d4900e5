namespace Saker.Data.Privacy.Anonymity;

/// <summary>A column that, together with others, can tell who a row is about.</summary>
public sealed record QuasiColumn(string Name, Hierarchy Hierarchy);
