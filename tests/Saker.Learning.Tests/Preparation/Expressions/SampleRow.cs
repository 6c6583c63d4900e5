namespace Saker.Learning.Tests.Preparation.Expressions;

/// <summary>One row of numbers (NaN is missing) and texts ("" is missing).</summary>
internal sealed record SampleRow(IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Texts);
