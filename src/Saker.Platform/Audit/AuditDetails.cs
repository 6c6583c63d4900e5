namespace Saker.Platform.Audit;

/// <summary>What entries of the audit say beyond act and subject, in the same words whichever way the act came.</summary>
public static class AuditDetails
{
    /// <summary>That gates were overridden, and why; null where nobody overrode.</summary>
    public static string? Overridden(string? reason) => reason is null ? null : $"gates overridden: {reason}";

    /// <summary>What gates said.</summary>
    public static string Judged(bool passed, IEnumerable<string> failed) => passed ? "passed" : $"did not pass {string.Join(", ", failed)}";
}
