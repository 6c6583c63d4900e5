namespace Saker.Learning.Scores;

/// <summary>How many rows have a class as their answer.</summary>
public sealed record ClassCount(string Name, int RowCount);
