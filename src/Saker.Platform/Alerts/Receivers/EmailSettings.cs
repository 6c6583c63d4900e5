using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>A mail server, and who writes to whom.</summary>
internal sealed record EmailSettings(string Host, int Port, SmtpTls Tls, string? User, string From, IReadOnlyList<string> To)
{
    /// <summary>From settings that were checked.</summary>
    public static EmailSettings Read(Settings settings) => new(
        settings.Text("host"),
        settings.Integer("port", 587),
        EnumText.Find<SmtpTls>(settings.OptionalText("tls") ?? "starttls") ?? SmtpTls.Starttls,
        settings.OptionalText("user"),
        settings.Text("from"),
        settings.Texts("to"));
}
