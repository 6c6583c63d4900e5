namespace Saker.Client;

/// <summary>What was made of a dataset version.</summary>
/// <param name="Runs">Ids of the runs that name it, the newest first, at most 100.</param>
/// <param name="RunCount">How many runs name it.</param>
/// <param name="Models">The model versions that were trained on it, such as <c>churn/3</c>.</param>
public sealed record DatasetUseInfo(IReadOnlyList<string> Runs, long RunCount, IReadOnlyList<string> Models);
