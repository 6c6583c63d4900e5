namespace Saker.Platform.Serving;

/// <summary>Everything known of an endpoint at one moment; replaced as a whole.</summary>
internal sealed record EndpointEntry
{
    /// <summary>What it should serve.</summary>
    public required Endpoint Endpoint { get; init; }

    public EndpointState State { get; init; } = EndpointState.Loading;

    public string? Reason { get; init; }

    /// <summary>What answers now.</summary>
    public LoadedModel? Loaded { get; init; }

    /// <summary>When a failed load may be tried again.</summary>
    public DateTimeOffset RetryAt { get; init; }

    public required EndpointTraffic Traffic { get; init; }

    public EndpointStatus ToStatus() => new()
    {
        Endpoint = Endpoint,
        State = State,
        Reason = Reason,
        ServingModel = Loaded?.Version.Model,
        ServingVersion = Loaded?.Version.Version,
        LoadedAt = Loaded?.LoadedAt,
    };
}
