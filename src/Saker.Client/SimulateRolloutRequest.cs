using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>Which rollout to try out on logged traffic.</summary>
public sealed record SimulateRolloutRequest
{
    /// <summary>The version that would come: <c>churn/4</c>, <c>churn@challenger</c>, or <c>churn</c> for the newest.</summary>
    public string? Model { get; init; }

    /// <summary>The versions of an A/B test or a bandit, in place of <see cref="Model"/>.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>What is to be other than the endpoint's policy says, with keys such as <c>minTime</c>.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Requests that ended then or later; a day before <see cref="To"/> where nothing is said.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Requests that ended before; now where nothing is said.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most requests, of which the latest are taken; 20,000 where nothing is said.</summary>
    public int? MaxRequests { get; init; }
}
