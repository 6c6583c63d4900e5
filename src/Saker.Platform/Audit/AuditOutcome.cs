namespace Saker.Platform.Audit;

/// <summary>How an administrative act ended.</summary>
public enum AuditOutcome
{
    Done,

    /// <summary>It was allowed and did not work.</summary>
    Failed,

    /// <summary>The caller may not do it.</summary>
    Refused,
}
