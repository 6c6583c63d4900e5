using Saker.Data;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>When an endpoint's model is trained again by itself, on what, how often at most, and how the outcome comes to be served.</summary>
public sealed record RetrainingPolicy
{
    /// <summary>Null for no times.</summary>
    public ScheduleTrigger? Schedule { get; init; }

    /// <summary>Null to let drift be.</summary>
    public DriftTrigger? Drift { get; init; }

    /// <summary>Null to let decay be.</summary>
    public DecayTrigger? Decay { get; init; }

    /// <summary>From so many rows on that the model has not learned from, at least 1; null not to count them.</summary>
    public long? NewRows { get; init; }

    public FreshData Data { get; init; } = FreshData.Source;

    /// <summary>After an attempt, drift, decay and rows bring no other for so long. Schedules and people do.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Attempts within any 24 hours, whoever or whatever asked for them; at least 1.</summary>
    public int MaxPerDay { get; init; } = 1;

    public Promotion Promote { get; init; }

    /// <summary>The alias that a good version is proposed for; null for the one that the endpoint follows, else the one that the pipeline registers under, else <c>champion</c>.</summary>
    public string? Alias { get; init; }

    /// <summary>The policy in words, a line each.</summary>
    public IReadOnlyList<string> Explain() =>
    [
        Triggers.Count == 0 ? "Trains again when somebody asks." : $"Trains again {string.Join("; ", Triggers)}; and when somebody asks.",
        $"Reads {Data}.",
        $"At most {(MaxPerDay == 1 ? "once" : $"{MaxPerDay} times")} in 24 hours; what was measured brings no other within {DurationText.Write(CoolDown)}.",
        Promote == Promotion.Automatic
            ? "A version that passes its gates and is better than the champion is served by itself; any other waits for approval."
            : "A version that passes its gates waits for approval.",
    ];

    private IReadOnlyList<string> Triggers =>
        [.. new object?[] { Schedule, Drift, Decay, NewRows is { } rows ? $"when there are {rows} new rows" : null }.OfType<object>().Select(trigger => trigger.ToString()!)];
}
