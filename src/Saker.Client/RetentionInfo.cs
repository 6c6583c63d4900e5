namespace Saker.Client;

/// <summary>What a retention rule does, or did.</summary>
/// <param name="DryRun">Whether nothing was removed.</param>
/// <param name="Rule">The rule in words.</param>
/// <param name="Removed">The versions whose rows go, such as <c>telco/1</c>.</param>
/// <param name="Kept">The versions that keep theirs, and why.</param>
public sealed record RetentionInfo(bool DryRun, string Rule, IReadOnlyList<string> Removed, IReadOnlyDictionary<string, string> Kept);
