namespace Saker.Conformance;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>The server did what is expected.</summary>
    Passed,

    /// <summary>It did not; the result says what was sent, what came back and what is expected.</summary>
    Failed,

    /// <summary>It could not be asked; the result says why.</summary>
    Skipped,
}
