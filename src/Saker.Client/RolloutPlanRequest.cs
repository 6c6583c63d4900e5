using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>Which effects a rollout is to see.</summary>
public sealed record RolloutPlanRequest
{
    /// <summary>What is to be other than the endpoint's policy says, with keys such as <c>minTime</c>.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>How many candidates there would be, from 1 to 16.</summary>
    public int? Candidates { get; init; }

    /// <summary>By what factor the odds of failing, being refused or being answered by the fallback grow; 2 where nothing is said.</summary>
    public double? Factor { get; init; }

    /// <summary>By what factor latencies grow; 1.3 where nothing is said.</summary>
    public double? LatencyFactor { get; init; }

    /// <summary>By how many standard deviations scores shift; 0.1 where nothing is said.</summary>
    public double? Shift { get; init; }

    /// <summary>How much more wrong predictions turn out, in the unit of the error; 0.02 where nothing is said.</summary>
    public double? ErrorDifference { get; init; }

    /// <summary>By how much a business metric changes, by its name.</summary>
    public IReadOnlyDictionary<string, double>? MetricDifferences { get; init; }

    /// <summary>How far back traffic is looked at, such as <c>7d</c>.</summary>
    public string? Look { get; init; }

    /// <summary>Requests a second to plan with, in place of those that there were.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>The share of requests that fail to plan with, in place of what there was.</summary>
    public double? ErrorRate { get; init; }
}
