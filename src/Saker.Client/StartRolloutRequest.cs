using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>Has a version come to an endpoint.</summary>
public sealed record StartRolloutRequest
{
    /// <summary>The version: <c>churn/4</c>, <c>churn@challenger</c> (the endpoint follows the alias once it serves), or <c>churn</c> for the newest.</summary>
    public string? Model { get; init; }

    /// <summary>The versions of an A/B test or a bandit, in place of <see cref="Model"/>.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>What is to be other than the endpoint's policy says, as <c>rollout:</c> of a file has it, with keys such as <c>minTime</c>.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Why. It is kept with the rollout.</summary>
    public string? Reason { get; init; }

    /// <summary>Why a version is tried again that was rolled back there.</summary>
    public string? Retry { get; init; }

    /// <summary>Why it is deployed although its gates did not pass, where the model requires them.</summary>
    public string? Override { get; init; }
}
