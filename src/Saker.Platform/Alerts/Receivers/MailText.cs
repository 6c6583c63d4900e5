using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Writes messages as RFC 5322 and MIME have them.</summary>
internal static class MailText
{
    private const int LineLength = 76;

    // So that an encoded word stays within the 75 characters that RFC 2047 gives it, cut between characters.
    private const int WordBytes = 42;

    public static bool IsAddress(string text) => text.All(c => c is > ' ' and < (char)127) && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Length > 0;

    public static string Write(Notification notification, string from, IReadOnlyList<string> to, DateTimeOffset now)
    {
        var host = from[(from.IndexOf('@') + 1)..];
        var group = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(notification.Group)))[..16];
        var text = new StringBuilder();
        Header(text, "From", from);
        Header(text, "To", string.Join(",\r\n ", to));
        Header(text, "Subject", Words(NotificationText.Headline(notification)));
        Header(text, "Date", now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000");
        Header(text, "Message-ID", $"<{notification.Id}@{host}>");
        // Programs show the messages of a group below each other.
        Header(text, "References", $"<group-{group}@{host}>");
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "X-Priority", notification.Notices.Any(notice => notice is { Status: NoticeStatus.Firing, Alert.Severity: Severity.Critical }) ? "1" : "3");
        Header(text, "MIME-Version", "1.0");
        Header(text, "Content-Type", "text/plain; charset=utf-8");
        Header(text, "Content-Transfer-Encoding", "base64");
        text.Append("\r\n");
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Body(notification)));
        for (var at = 0; at < body.Length; at += LineLength)
            text.Append(body, at, Math.Min(LineLength, body.Length - at)).Append("\r\n");
        return text.ToString();
    }

    private static string Body(Notification notification)
    {
        var text = new StringBuilder();
        foreach (var notice in notification.Notices)
        {
            text.Append(NotificationText.Word(notice)).Append(": ").Append(notice.Alert.Rule).Append("\r\n").Append(notice.Alert.Summary).Append("\r\n");
            foreach (var (name, value) in NotificationText.Facts(notice))
                text.Append("  ").Append(name).Append(": ").Append(value).Append("\r\n");
            if (notice.Link is not null)
                text.Append("  ").Append(notice.Link).Append("\r\n");
            text.Append("\r\n");
        }
        return text.ToString();
    }

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    /// <summary>As it is where it is plain ASCII in one short line, else in encoded words (RFC 2047).</summary>
    private static string Words(string text)
    {
        if (text.Length < LineLength - 10 && text.All(c => c is >= ' ' and < (char)127))
            return text;
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > WordBytes)
            {
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
                word.Clear();
            }
            word.AddRange(bytes[..length]);
        }
        words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
        return string.Join("\r\n ", words);
    }
}
