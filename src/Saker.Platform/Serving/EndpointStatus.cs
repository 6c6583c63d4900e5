using Saker.Data;
using Saker.Platform.Serving.Caching;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving;

/// <summary>What an endpoint should serve, what it serves in this process, and why they differ.</summary>
public sealed record EndpointStatus
{
    /// <summary>What it should serve.</summary>
    public required Endpoint Endpoint { get; init; }

    public required EndpointState State { get; init; }

    /// <summary>Why the wanted version does not serve, or what is wrong although it does; null when all is well.</summary>
    public required string? Reason { get; init; }

    /// <summary>Since when the wanted version is in its state, or is left out for its failures.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The model that answers now; null when none does.</summary>
    public required string? ServingModel { get; init; }

    /// <summary>The version that answers now; null when none does.</summary>
    public required int? ServingVersion { get; init; }

    /// <summary>When the version that answers was loaded; null when the next request loads it.</summary>
    public required DateTimeOffset? LoadedAt { get; init; }

    /// <summary>What the version that answers takes in memory, estimated; 0 when none does.</summary>
    public required long EstimatedBytes { get; init; }

    /// <summary>The states that the wanted version was in, the oldest first.</summary>
    public required IReadOnlyList<VersionTransition> History { get; init; }

    /// <summary>The steps of its fallback chain and whether each is left out now because it kept failing; empty without a chain.</summary>
    public required IReadOnlyList<StepStatus> Steps { get; init; }

    /// <summary>Why steps of the fallback chain do not fit the version that answers, and are left out.</summary>
    public required IReadOnlyList<Problem> Faults { get; init; }

    /// <summary>What its cache did; null without one.</summary>
    public required CacheStatistics? Cache { get; init; }

    /// <summary>How its requests are split, and what each version has of them; null when they are not.</summary>
    public SplitStatus? Split { get; init; }

    /// <summary>Whether requests are answered, by whatever version.</summary>
    public bool IsServing => ServingVersion is not null;
}
