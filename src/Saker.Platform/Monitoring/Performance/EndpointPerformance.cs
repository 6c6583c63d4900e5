using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How an endpoint fared since a time.</summary>
public sealed record EndpointPerformance
{
    public required string Endpoint { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>How long the windows are that scores are taken of.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The versions that answered and have outcomes, and the one that serves; the newest first.</summary>
    public required IReadOnlyList<VersionPerformance> Versions { get; init; }

    /// <summary>Outcomes by state, of this endpoint; those that wait without naming an endpoint are counted too.</summary>
    public required IReadOnlyList<OutcomeCount> Outcomes { get; init; }

    /// <summary>How many outcomes are in a state.</summary>
    public long CountOf(OutcomeState state) => Outcomes.Where(count => count.State == state).Sum(count => count.Count);
}
