using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>That versions are to come to an endpoint.</summary>
public sealed record RolloutRequest
{
    public required string Endpoint { get; init; }

    /// <summary>The version; several for an A/B test or a bandit.</summary>
    public required IReadOnlyList<RolloutCandidate> Candidates { get; init; }

    /// <summary>How; null for the endpoint's policy.</summary>
    public RolloutSettings? Settings { get; init; }

    /// <summary>The alias of the candidate's model that the endpoint follows once the candidate serves; it must point at the candidate. Null for a plain version.</summary>
    public string? Follows { get; init; }

    /// <summary>The alias that moves to the candidate when it is promoted; null for none.</summary>
    public string? MovesAlias { get; init; }

    /// <summary>Replace how the endpoint serves, at once and for all arms; null keeps that.</summary>
    public EndpointSettings? EndpointSettings { get; init; }

    /// <summary>Why, in the words of whoever asks; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>Why a version is served although its gates did not pass, where the model requires them; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>Why a version is tried again that was rolled back on this endpoint; null where none was.</summary>
    public string? Retry { get; init; }

    public RolloutCause Cause { get; init; }

    /// <summary>Whether somebody else must approve, whatever the settings say, as where a program asks.</summary>
    public bool Asks { get; init; }

    /// <summary>Who asks; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
