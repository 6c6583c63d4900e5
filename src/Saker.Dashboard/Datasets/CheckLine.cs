namespace Saker.Dashboard.Datasets;

/// <summary>One check of a stored report.</summary>
/// <param name="Description">What must hold.</param>
/// <param name="Outcome"><c>passed</c>, <c>warned</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="ViolationCount">How many places break it.</param>
public sealed record CheckLine(string Description, string Outcome, long ViolationCount);
