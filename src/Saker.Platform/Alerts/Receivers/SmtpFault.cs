namespace Saker.Platform.Alerts.Receivers;

/// <summary>A mail server did not do what it was asked.</summary>
internal sealed class SmtpFault(string message, bool isRefusal) : Exception(message)
{
    /// <summary>Whether it will never take the message as it is.</summary>
    public bool IsRefusal { get; } = isRefusal;
}
