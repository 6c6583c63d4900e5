namespace Saker.Client;

/// <summary>A decision that would have been made.</summary>
public sealed record SimulatedDecisionInfo
{
    /// <summary>What, as the kinds of decisions are called.</summary>
    public required string Kind { get; init; }

    /// <summary>When, by the time of the requests.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Reason { get; init; }

    /// <summary>Requests of all candidates until then.</summary>
    public required long CandidateRequests { get; init; }

    /// <summary>The step that it led to, from 1; 0 before the first.</summary>
    public required int Step { get; init; }
}
