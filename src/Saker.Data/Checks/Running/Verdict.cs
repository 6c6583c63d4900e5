namespace Saker.Data.Checks.Running;

/// <summary>What numbers about all rows mean.</summary>
/// <param name="Complaint">What is wrong; null when all is well.</param>
/// <param name="Observed">What was seen, in words.</param>
/// <param name="Column">The column at fault when it is not the check's.</param>
internal sealed record Verdict(string? Complaint, string? Observed = null, string? Column = null);
