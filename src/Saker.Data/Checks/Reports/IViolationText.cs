namespace Saker.Data.Checks.Reports;

/// <summary>Writes violations as lines of text.</summary>
internal interface IViolationText
{
    /// <summary>What stands before the first; null when nothing does.</summary>
    string? Header { get; }

    void Write(TextWriter to, Violation violation);
}
