namespace Saker.Data.Checks;

/// <summary>What a violated <see cref="Check"/> means for the data.</summary>
public enum Severity
{
    /// <summary>The data must not be used.</summary>
    Fail,

    /// <summary>It is reported, and the data may be used.</summary>
    Warn,
}
