using Saker.Data;

namespace Saker.Server.Hosting;

/// <summary>What judgements over HTTP may cost: evaluation, fairness, behaviour, gates and the screen for leaks, each of a stored dataset that is in memory meanwhile.</summary>
public sealed record JudgingOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>The most rows of a dataset that is judged on.</summary>
    public int MaxRows { get; init; } = 1_000_000;

    /// <summary>How long one judgement may take, at most a day.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The most judgements at the same time; more are refused, with a hint when to come again.</summary>
    public int MaxConcurrent { get; init; } = 2;

    /// <summary>Adds what is not possible.</summary>
    internal void Check(List<Problem> problems)
    {
        if (MaxRows < 1)
            problems.Add(new Problem("judging.maxRows", $"is {MaxRows}; it must be 1 or more."));
        if (Timeout < TimeSpan.FromMilliseconds(1) || Timeout > s_longest)
            problems.Add(new Problem("judging.timeout", FormattableString.Invariant($"is {Timeout.TotalSeconds} s; it must be a millisecond to a day.")));
        if (MaxConcurrent < 1)
            problems.Add(new Problem("judging.maxConcurrent", $"is {MaxConcurrent}; it must be 1 or more."));
    }
}
