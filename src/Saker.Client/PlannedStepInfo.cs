namespace Saker.Client;

/// <summary>A step as it is planned.</summary>
public sealed record PlannedStepInfo
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The candidate's share of the requests, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Requests of the candidate until it may be left.</summary>
    public required double Requests { get; init; }

    /// <summary>How many seconds that takes; absent when no requests come.</summary>
    public double? DurationSeconds { get; init; }
}
