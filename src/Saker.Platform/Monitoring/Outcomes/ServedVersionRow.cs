namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A version with outcomes as it is counted.</summary>
internal sealed record ServedVersionRow
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public long Version { get; init; }

    public long FirstAt { get; init; }

    public long LastAt { get; init; }

    public long PairCount { get; init; }

    public double MeanLag { get; init; }

    public ServedVersion ToVersion() =>
        new(Endpoint, Model, (int)Version, DateTimeOffset.FromUnixTimeMilliseconds(FirstAt), DateTimeOffset.FromUnixTimeMilliseconds(LastAt), PairCount, MeanLag / 1000);
}
