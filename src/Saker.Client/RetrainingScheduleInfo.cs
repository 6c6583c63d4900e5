namespace Saker.Client;

/// <summary>Times at which a model is trained again: a calendar, or a span.</summary>
public sealed record RetrainingScheduleInfo
{
    /// <summary>As crontab has it, such as <c>0 3 * * mon</c>.</summary>
    public string? Cron { get; init; }

    /// <summary>Whose clocks <see cref="Cron"/> goes by, such as <c>Europe/Berlin</c>; UTC when left out.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A span such as <c>7d</c>, in place of <see cref="Cron"/>.</summary>
    public string? Every { get; init; }
}
