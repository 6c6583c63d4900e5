using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>A reference that was taken out of traffic and is kept for as long as the endpoint.</summary>
internal sealed record StoredReference
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>What it was taken by, such as <c>first:1000</c>.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required long RowCount { get; init; }

    public Profile? Inputs { get; init; }

    public Profile? Outputs { get; init; }
}
