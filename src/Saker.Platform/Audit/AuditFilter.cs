namespace Saker.Platform.Audit;

/// <summary>Which acts are wanted; what is not said holds for all.</summary>
public sealed record AuditFilter
{
    /// <summary>All acts.</summary>
    public static AuditFilter All { get; } = new();

    /// <summary>Who did them, exactly as the entries have it.</summary>
    public string? Actor { get; init; }

    /// <summary>One of <see cref="AuditActs"/>, or the beginning of several with its dot, such as <c>endpoint.</c></summary>
    public string? Act { get; init; }

    /// <summary>A part of what they were done to, however written in capitals.</summary>
    public string? Target { get; init; }

    public AuditOutcome? Outcome { get; init; }

    /// <summary>From when on, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, excluded.</summary>
    public DateTimeOffset? To { get; init; }
}
