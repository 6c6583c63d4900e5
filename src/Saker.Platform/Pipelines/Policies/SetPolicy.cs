namespace Saker.Platform.Pipelines.Policies;

/// <summary>The policy of an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
public sealed record SetPolicy(string Endpoint, RetrainingPolicy Policy, string By, DateTimeOffset At)
{
    /// <summary>From when its schedule counts: when that was set first as it is.</summary>
    public required DateTimeOffset CountedFrom { get; init; }
}
