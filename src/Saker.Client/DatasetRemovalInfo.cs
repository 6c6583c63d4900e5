namespace Saker.Client;

/// <summary>Why the rows of a dataset version are gone.</summary>
/// <param name="At">When they went.</param>
/// <param name="By">Who removed them.</param>
/// <param name="Rule">By what rule.</param>
/// <param name="Explanation">All of it in words, with how to get them back.</param>
public sealed record DatasetRemovalInfo(DateTimeOffset At, string By, string Rule, string Explanation);
