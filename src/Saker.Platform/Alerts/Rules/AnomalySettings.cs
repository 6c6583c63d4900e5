namespace Saker.Platform.Alerts.Rules;

/// <summary>When a value is an anomaly.</summary>
public sealed record AnomalySettings
{
    /// <summary>How many false alarms are accepted, for each signal of each endpoint, in <see cref="Per"/>.</summary>
    public double FalseAlarms { get; init; } = 1;

    public TimeSpan Per { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often a value is taken.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far back it is compared.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The time after which the signal repeats itself, such as a day; null when it does not.</summary>
    public TimeSpan? Season { get; init; }

    /// <summary>Whether high values count.</summary>
    public bool CountsHigh { get; init; } = true;

    /// <summary>Whether low values count.</summary>
    public bool CountsLow { get; init; } = true;

    /// <summary>The chance that a value without anything wrong counts as an anomaly.</summary>
    public double Chance => Math.Min(0.5, FalseAlarms * (Every / Per));

    /// <summary>The values that are kept.</summary>
    public int MaxValueCount => (int)Math.Ceiling(History / Every);
}
