namespace Saker.Client;

/// <summary>What came of storing rows.</summary>
/// <param name="Outcome"><c>added</c>, <c>known</c> when a version held the same content, or <c>restored</c> when that one's rows were gone.</param>
/// <param name="Dataset">The version that holds them.</param>
public sealed record DatasetAdditionInfo(string Outcome, DatasetInfo Dataset);
