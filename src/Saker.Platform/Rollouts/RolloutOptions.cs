using Saker.Data;

namespace Saker.Platform.Rollouts;

/// <summary>How rollouts are decided and remembered.</summary>
public sealed record RolloutOptions
{
    /// <summary>How often a server looks what is to be decided, while a rollout is open; above zero.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the process that decides may be silent before another one does; above zero, and longer than the clocks of the machines differ. One that ended on the same machine is known to be gone and is not waited for.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often whoever decides looks at least before a comparison begins, so that other processes have told that they are still loading candidates; at least 1.</summary>
    public int MinLooks { get; init; } = 3;

    /// <summary>How many rollouts of an endpoint are kept, the newest ones; at least 10. Those that keep a version from coming again are kept besides.</summary>
    public int MaxRolloutCount { get; init; } = 1_000;

    /// <exception cref="SakerException">Some options are not possible; all of them are named.</exception>
    public void Validate()
    {
        List<Problem> problems = [];
        foreach (var (field, value) in new[] { ("interval", Interval), ("leaseDuration", LeaseDuration) })
            if (value <= TimeSpan.Zero)
                problems.Add(new Problem(field, $"is {value}; it must be longer than zero."));
        if (MinLooks < 1)
            problems.Add(new Problem("minLooks", $"is {MinLooks}; look once at least."));
        if (MaxRolloutCount < 10)
            problems.Add(new Problem("maxRolloutCount", $"is {MaxRolloutCount}; keep at least 10."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Rollouts cannot be decided like that.", problems);
    }
}
