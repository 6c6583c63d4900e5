namespace Saker.Learning.Scores.Ranking;

/// <summary>A score of one query, by the public name of its mean over queries.</summary>
internal sealed record QueryScore(string Name, string Title, Func<RankedList, double> Compute);
