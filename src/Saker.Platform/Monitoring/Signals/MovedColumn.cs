namespace Saker.Platform.Monitoring.Signals;

/// <summary>A column that moved.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Measure">By what it was measured, such as <c>psi</c>.</param>
/// <param name="Value">How far.</param>
public sealed record MovedColumn(string Column, string Measure, double Value);
