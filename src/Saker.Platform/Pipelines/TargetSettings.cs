namespace Saker.Platform.Pipelines;

/// <summary>What is predicted.</summary>
/// <param name="Column">The column that holds the answer; it must have exactly two values and none missing.</param>
/// <param name="Positive">The value that counts as positive, such as <c>Yes</c>.</param>
public sealed record TargetSettings(string Column, string Positive);
