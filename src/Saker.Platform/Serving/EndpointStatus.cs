namespace Saker.Platform.Serving;

/// <summary>What an endpoint should serve, what it serves in this process, and why they differ.</summary>
public sealed record EndpointStatus
{
    /// <summary>What it should serve.</summary>
    public required Endpoint Endpoint { get; init; }

    public required EndpointState State { get; init; }

    /// <summary>Why the wanted version does not serve; null when it does.</summary>
    public required string? Reason { get; init; }

    /// <summary>The model that answers now; null when none does.</summary>
    public required string? ServingModel { get; init; }

    /// <summary>The version that answers now; null when none does.</summary>
    public required int? ServingVersion { get; init; }

    /// <summary>When the version that answers was loaded.</summary>
    public required DateTimeOffset? LoadedAt { get; init; }

    /// <summary>Whether requests are answered, by whatever version.</summary>
    public bool IsServing => ServingVersion is not null;
}
