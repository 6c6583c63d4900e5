namespace Saker.Platform.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Its condition holds, but not for as long as its rule asks; nobody is told.</summary>
    Pending,

    /// <summary>Receivers are told.</summary>
    Firing,

    /// <summary>Somebody looks at it: it is not repeated to anybody.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Resolved,
}
