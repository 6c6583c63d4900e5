using System.Text.Json;

namespace Saker.Client;

/// <summary>When an endpoint's model is trained again by itself. What a request leaves out has its default; durations are texts such as <c>24h</c>.</summary>
public sealed record RetrainingPolicyInfo
{
    public RetrainingScheduleInfo? Schedule { get; init; }

    /// <summary><c>true</c> for the monitor's own verdict, or an object with <c>share</c>, <c>columns</c> and <c>prediction</c>.</summary>
    public JsonElement? Drift { get; init; }

    /// <summary><c>true</c> for the monitor's own test, or an object with <c>score</c>, <c>below</c> or <c>above</c>, and <c>estimated</c>.</summary>
    public JsonElement? Decay { get; init; }

    /// <summary>From so many new rows on.</summary>
    public long? NewRows { get; init; }

    /// <summary><c>source</c>, or an object with <c>dataset</c>.</summary>
    public JsonElement? Data { get; init; }

    public string? CoolDown { get; init; }

    /// <summary>Attempts within any 24 hours.</summary>
    public int? MaxPerDay { get; init; }

    /// <summary><c>ask</c> or <c>automatic</c>.</summary>
    public string? Promote { get; init; }

    /// <summary>The alias that a good version is proposed for.</summary>
    public string? Alias { get; init; }
}
