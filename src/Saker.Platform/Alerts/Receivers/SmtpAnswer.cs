namespace Saker.Platform.Alerts.Receivers;

/// <summary>What a mail server says.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text behind them.</param>
internal sealed record SmtpAnswer(int Code, IReadOnlyList<string> Lines);
