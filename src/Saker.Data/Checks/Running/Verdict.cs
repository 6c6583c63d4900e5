namespace Saker.Data.Checks.Running;

/// <summary>What numbers about all rows mean.</summary>
/// <param name="Complaint">What is wrong; null when all is well.</param>
/// <param name="Observed">What was seen, in words.</param>
internal sealed record Verdict(string? Complaint, string? Observed = null);
