using Saker.Data;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Everything known of a name that clients use at one moment; replaced as a whole.</summary>
internal sealed record ServedName
{
    /// <summary>What it should serve.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>Whether it was deployed; else it is a registered model's own name.</summary>
    public required bool IsEndpoint { get; init; }

    public required EndpointTraffic Traffic { get; init; }

    /// <summary>How its calls are treated.</summary>
    public required EndpointPolicy Policy { get; init; }

    /// <summary>How its requests are split; null when <see cref="Serving"/> answers all.</summary>
    public ServedSplit? Split { get; init; }

    /// <summary>What answers now.</summary>
    public VersionSlot? Serving { get; init; }

    /// <summary>What should answer; null when it is not even known.</summary>
    public VersionSlot? Wanted { get; init; }

    /// <summary>Why the wanted version could not be looked up.</summary>
    public string? Fault { get; init; }

    /// <summary>The change under way, or the last one.</summary>
    public Task Change { get; init; } = Task.CompletedTask;

    /// <summary>How long the wanted version is waited for at most, where the version before answers since this process began and no server had the wanted one yet; null for as long as it takes.</summary>
    public Task? Patience { get; init; }

    /// <summary>Ends when the change is over, and the versions that requests are split between are in memory or could not be loaded.</summary>
    public Task Settling => Split is null ? Arriving : Task.WhenAll(Arriving, Split.Loading);

    public bool IsSettled => (Change.IsCompleted || Patience is { IsCompleted: true }) && (Split is null || Split.Loading.IsCompleted);

    private Task Arriving => Patience is null ? Change : Task.WhenAny(Change, Patience);

    public EndpointStatus ToStatus()
    {
        var wanted = Wanted?.ToStatus();
        var serving = ReferenceEquals(Serving, Wanted) ? wanted : Serving?.ToStatus();
        var answers = serving is { IsRefused: false } && serving.State != VersionState.Failed ? serving : null;
        var (state, reason) = State(wanted, answers);
        var policy = Serving?.Loaded is { } loaded ? Policy.Of(loaded) : null;
        var since = wanted?.Since ?? Endpoint.DeployedAt;
        if (state == EndpointState.Active && policy?.Chain is { IsDegraded: true } chain)
            (state, reason, since) = (EndpointState.Degraded, $"Version {answers?.Version} kept failing and is left out for now; the endpoint's fallback answers.", chain.DegradedSince ?? since);
        return new EndpointStatus
        {
            Steps = policy?.Chain?.List() ?? [],
            Faults = policy?.Faults ?? [],
            Cache = Policy.Cache,
            Endpoint = Endpoint,
            Split = Split?.ToStatus(),
            State = state,
            Reason = reason,
            Since = since,
            ServingModel = answers?.Model,
            ServingVersion = answers?.Version,
            LoadedAt = answers?.LoadedAt,
            EstimatedBytes = answers?.EstimatedBytes ?? 0,
            History = wanted?.History ?? [],
        };
    }

    private (EndpointState State, string? Reason) State(VersionStatus? wanted, VersionStatus? answers)
    {
        if (wanted is null)
            return Fault is null ? (EndpointState.Loading, "It is being looked up.") : (answers is null ? EndpointState.Failed : EndpointState.Degraded, Fault);
        var isWantedServing = ReferenceEquals(Serving, Wanted);
        return wanted.State switch
        {
            VersionState.Active when isWantedServing => (EndpointState.Active, wanted.Reason),
            VersionState.Degraded when isWantedServing => (EndpointState.Degraded, wanted.Reason),
            VersionState.Warming => (EndpointState.Warming, $"Version {wanted.Version} of {wanted.Model} runs its example rows."),
            VersionState.Failed when answers is null => (EndpointState.Failed, wanted.Reason),
            VersionState.Failed => (EndpointState.Degraded, $"Version {answers.Version} answers, because version {wanted.Version} could not be loaded: {wanted.Reason}"),
            VersionState.Unloading when isWantedServing => (EndpointState.Unloading, wanted.Reason),
            VersionState.Unloaded or VersionState.Registered or VersionState.Unloading when isWantedServing =>
                (EndpointState.Unloaded, wanted.Reason ?? "It is loaded with the first request, to stay within the memory limit."),
            VersionState.Unloaded when answers is not null => (EndpointState.Degraded, $"Version {answers.Version} answers, because version {wanted.Version} is unloaded: {wanted.Reason}"),
            VersionState.Unloaded when wanted.IsRefused => (EndpointState.Unloaded, wanted.Reason),
            _ => (EndpointState.Loading, $"Version {wanted.Version} of {wanted.Model} is being loaded."),
        };
    }
}
