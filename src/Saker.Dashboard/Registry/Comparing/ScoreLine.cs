namespace Saker.Dashboard.Registry.Comparing;

/// <summary>One score of all versions; null where a version has none.</summary>
public sealed record ScoreLine(string Title, IReadOnlyList<ScoreCell?> Cells);
