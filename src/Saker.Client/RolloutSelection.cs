namespace Saker.Client;

/// <summary>Which rollouts to list.</summary>
public sealed record RolloutSelection
{
    /// <summary>Only of this endpoint.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether only those that are open, or only those that are over.</summary>
    public bool? Open { get; init; }

    /// <summary>How many at most, 1 to 1,000.</summary>
    public int Max { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? PageToken { get; init; }
}
