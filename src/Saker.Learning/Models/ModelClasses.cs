namespace Saker.Learning.Models;

/// <summary>What the two classes are called.</summary>
public sealed record ModelClasses(string Positive, string Negative);
