namespace Saker.Platform.Datasets;

/// <summary>Why the rows of a version are not there any more.</summary>
/// <param name="At">When they went.</param>
/// <param name="By">Who removed them.</param>
/// <param name="Rule">By what rule, in words: <c>keep the last 3</c>.</param>
public sealed record DatasetRemoval(DateTimeOffset At, string By, string Rule);
