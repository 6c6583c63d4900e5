namespace Saker.Platform.Rollouts.Evidence;

/// <summary>The guards that somebody wants for a rollout: those that suit its strategy and its model by default, and what is said otherwise by name.</summary>
public sealed record RolloutGuards
{
    public static RolloutGuards Default { get; } = new();

    /// <summary>The guards that there are where nobody says otherwise; which of them watch depends on the strategy and on what the endpoint has.</summary>
    public static IReadOnlyList<RolloutGuard> Usual => DefaultGuards.All;

    /// <summary>Whether the usual guards apply where nothing is said of them.</summary>
    public bool Defaults { get; init; } = true;

    /// <summary>Guards by name, in the order in which they were named; one with the name of a usual guard takes its place.</summary>
    public IReadOnlyList<RolloutGuard> Named { get; init; } = [];

    public bool Equals(RolloutGuards? other) => other is not null && Defaults == other.Defaults && Named.SequenceEqual(other.Named);

    public override int GetHashCode() => HashCode.Combine(Defaults, Named.Count);

    /// <summary>The guards of a rollout, each with its risk.</summary>
    /// <param name="facts">What the rollout and its endpoint are like.</param>
    /// <param name="risk">How often a rollout without harm may alarm, over all its guards and candidates together; above 0 and below 1.</param>
    internal IReadOnlyList<RolloutGuard> Resolve(GuardFacts facts, double risk)
    {
        var named = Named.Where(guard => guard.Enabled && facts.CanWatch(guard.Kind)).ToList();
        var taken = Named.Select(guard => guard.Name).ToHashSet(StringComparer.Ordinal);
        List<RolloutGuard> all = [.. Defaults ? DefaultGuards.For(facts).Where(guard => !taken.Contains(guard.Name)) : [], .. named];
        // What is asked for by number is taken from the whole first; the rest is shared by weight. More than the whole is never given.
        var asked = all.Sum(guard => guard.Risk ?? 0);
        var scale = asked > risk ? risk / asked : 1;
        var left = Math.Max(0, risk - (asked * scale));
        var weights = all.Where(guard => guard.Risk is null).Sum(guard => guard.Weight);
        return [.. all.Select(guard => guard with { Risk = (guard.Risk * scale ?? (left * guard.Weight / weights)) / facts.CandidateCount })
            .Where(guard => guard.Risk > 0)];
    }
}
