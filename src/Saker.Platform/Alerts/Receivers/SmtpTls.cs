namespace Saker.Platform.Alerts.Receivers;

/// <summary>How a connection to a mail server is kept private.</summary>
internal enum SmtpTls
{
    /// <summary>By STARTTLS, which the server must offer.</summary>
    Starttls,

    /// <summary>From the beginning, usually on port 465.</summary>
    Implicit,

    /// <summary>Not at all.</summary>
    None,
}
