namespace Saker.Platform.Serving.Guarding;

/// <summary>A value that a guard replaced, as the caller gave it.</summary>
/// <param name="Input">The input's place among the model's.</param>
/// <param name="Element">Its place in the input.</param>
/// <param name="Number">The number; 0 for a text.</param>
/// <param name="Text">The text; null for a number.</param>
public readonly record struct MendedValue(int Input, int Element, double Number, string? Text);
