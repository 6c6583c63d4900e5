namespace Saker.Platform.Alerts.Receivers;

/// <summary>What kinds of receivers there are.</summary>
public enum ReceiverKind
{
    /// <summary>An HTTP address that takes JSON as Alertmanager's webhooks send it, signed.</summary>
    Webhook,

    /// <summary>An incoming webhook of Slack, or of what understands those.</summary>
    Slack,

    /// <summary>PagerDuty's Events API v2.</summary>
    Pagerduty,

    /// <summary>Opsgenie's Alert API.</summary>
    Opsgenie,

    /// <summary>E-mail by SMTP.</summary>
    Email,

    /// <summary>An Alertmanager, which groups and routes by itself.</summary>
    Alertmanager,
}
