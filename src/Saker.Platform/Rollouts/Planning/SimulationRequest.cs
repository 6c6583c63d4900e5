using Saker.Data;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>Which rollout to try out on logged traffic.</summary>
public sealed record SimulationRequest
{
    /// <summary>The endpoint; the version that it serves is the control.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The versions that would come, one or more.</summary>
    public required IReadOnlyList<RolloutCandidate> Candidates { get; init; }

    /// <summary>How they would come; null for a canary with everything as usual.</summary>
    public RolloutSettings? Settings { get; init; }

    /// <summary>Requests that ended then or later; null for a day before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Requests that ended before; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most requests, of which the latest are taken; from 1 to 1,000,000.</summary>
    public int MaxRequests { get; init; } = 20_000;

    /// <exception cref="SakerException">Something is not possible; all of it is named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        if (Candidates.Count is 0 or > 16)
            problems.Add(new Problem("candidates", $"are {Candidates.Count}; name 1 to 16 versions."));
        if (MaxRequests is < 1 or > 1_000_000)
            problems.Add(new Problem("maxRequests", FormattableString.Invariant($"is {MaxRequests}; it must be 1 to 1,000,000.")));
        if (To <= From)
            problems.Add(new Problem("to", "must be after 'from'."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The simulation is not possible.", problems);
    }
}
