namespace Saker.Client;

/// <summary>A report of drift without its parts.</summary>
public sealed record DriftSummaryInfo
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary><c>window</c> or <c>asked</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where the traffic begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, excluded.</summary>
    public required DateTimeOffset To { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required long RowCount { get; init; }

    /// <summary>Whether the traffic as a whole counts as drifted.</summary>
    public required bool Drifted { get; init; }

    /// <summary>The share of inputs that moved, 0 to 1.</summary>
    public required double Share { get; init; }
}
