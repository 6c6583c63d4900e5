namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A count as the database gives it.</summary>
internal sealed record OutcomeCountRow
{
    public required string Endpoint { get; init; }

    public required string State { get; init; }

    public long Total { get; init; }

    public long OldestAt { get; init; }

    public OutcomeCount ToCount() => new(Endpoint, OutcomeStates.Find(State) ?? OutcomeState.Unmatched, Total, DateTimeOffset.FromUnixTimeMilliseconds(OldestAt));
}
