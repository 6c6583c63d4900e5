namespace Saker.Platform.Alerts;

/// <summary>How bad an alert is, the least first.</summary>
public enum Severity
{
    /// <summary>To be known, nothing to be done at once.</summary>
    Info,

    /// <summary>To be looked at in working hours.</summary>
    Warning,

    /// <summary>To be looked at now.</summary>
    Critical,
}
