namespace Saker.Client;

/// <summary>A column that moved.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Measure">By what it was measured.</param>
/// <param name="Value">How far.</param>
public sealed record MovedColumnInfo(string Column, string Measure, double Value);
