namespace Saker.Learning.Selection.Leakage;

/// <summary>One class against all others.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Target">1 where a row is of it, otherwise 0.</param>
public sealed record ScreenClass(string Label, float[] Target);
