namespace Saker.Data.Checks;

/// <summary>How a <see cref="Check"/> ended.</summary>
public enum CheckOutcome
{
    Passed,

    /// <summary>Violated, and its severity is <see cref="Severity.Warn"/>.</summary>
    Warned,

    /// <summary>Violated, and its severity is <see cref="Severity.Fail"/>.</summary>
    Failed,

    /// <summary>It could not run because a column that it reads is missing; that is reported as a violation of rule <c>schema</c>.</summary>
    Skipped,
}
