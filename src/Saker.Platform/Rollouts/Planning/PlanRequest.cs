using Saker.Data;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>Which effects a rollout is to see, and on which endpoint.</summary>
public sealed record PlanRequest
{
    public required string Endpoint { get; init; }

    /// <summary>How the version would come; null for a canary with everything as usual.</summary>
    public RolloutSettings? Settings { get; init; }

    /// <summary>How many candidates there would be, from 1 to 16.</summary>
    public int CandidateCount { get; init; } = 1;

    /// <summary>By what factor the odds of failing, being refused or being answered by the fallback grow, above 1 to 1,000: 2 is a doubling.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>By what factor latencies grow, above 1 to 1,000.</summary>
    public double LatencyFactor { get; init; } = 1.3;

    /// <summary>By how many standard deviations scores shift; above 0, at most 10.</summary>
    public double Shift { get; init; } = 0.1;

    /// <summary>How much more wrong predictions turn out, in the unit of the error, such as 0.02 for two more of a hundred; above 0.</summary>
    public double ErrorDifference { get; init; } = 0.02;

    /// <summary>By how much a business metric changes, in its own unit, by its name; of one that is not named a tenth of its standard deviation.</summary>
    public IReadOnlyDictionary<string, double> MetricDifferences { get; init; } = new Dictionary<string, double>();

    /// <summary>How far back traffic is looked at, from a minute to 400 days.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Requests a second to plan with; null for those that there were.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>The share of requests that fail, above 0 and below 1, to plan with; null for what there was.</summary>
    public double? ErrorRate { get; init; }

    /// <exception cref="SakerException">Something is not possible; all of it is named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        Add(problems, "candidateCount", CandidateCount is >= 1 and <= 16, FormattableString.Invariant($"is {CandidateCount}; it must be 1 to 16."));
        Add(problems, "factor", Factor is > 1 and <= 1_000, FormattableString.Invariant($"is {Factor}; it must be above 1 and at most 1,000, such as 2 for a doubling."));
        Add(problems, "latencyFactor", LatencyFactor is > 1 and <= 1_000, FormattableString.Invariant($"is {LatencyFactor}; it must be above 1 and at most 1,000, such as 1.3 for 30% more."));
        Add(problems, "shift", Shift is > 0 and <= 10, FormattableString.Invariant($"is {Shift}; it must be above 0 and at most 10 standard deviations."));
        Add(problems, "errorDifference", ErrorDifference > 0 && double.IsFinite(ErrorDifference), FormattableString.Invariant($"is {ErrorDifference}; it must be above 0."));
        foreach (var (name, difference) in MetricDifferences)
            Add(problems, $"metricDifferences.{name}", difference > 0 && double.IsFinite(difference), FormattableString.Invariant($"is {difference}; it must be above 0: the direction is that of the guard."));
        Add(problems, "look", Look >= TimeSpan.FromMinutes(1) && Look <= TimeSpan.FromDays(400), $"is {DurationText.Write(Look)}; it must be a minute to 400 days.");
        Add(problems, "requestsPerSecond", RequestsPerSecond is null or (> 0 and <= 1e9), FormattableString.Invariant($"is {RequestsPerSecond}; it must be above 0 and at most 1,000,000,000."));
        Add(problems, "errorRate", ErrorRate is null or (> 0 and < 1), FormattableString.Invariant($"is {ErrorRate}; it must be above 0 and below 1."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The plan is not possible.", problems);
    }

    private static void Add(List<Problem> problems, string field, bool isRight, string message)
    {
        if (!isRight)
            problems.Add(new Problem(field, message));
    }
}
