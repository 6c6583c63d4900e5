using Saker.Data;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>How evidence for rollouts is gathered.</summary>
public sealed record EvidenceOptions
{
    /// <summary>How often each replica writes what it counted, from 100 ms to a minute. What a killed process had not written is lost as evidence, never as a request.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most scores of an arm in one block, from 64 to 65,536; of more, a uniform sample is kept.</summary>
    public int MaxScores { get; init; } = 1_024;

    /// <summary>The most blocks that wait for a database that does not take them, from 1 to 100,000; beyond, the oldest are given up and counted.</summary>
    public int MaxPendingBlocks { get; init; } = 600;

    /// <summary>The most splits that are counted at once, from 1 to 10,000: requests of further ones are no evidence, and are counted as left out.</summary>
    public int MaxOpenSplits { get; init; } = 1_000;

    /// <summary>The most blocks that are folded at once, from 1 to 10,000: a rollout that has fallen behind catches up in pieces.</summary>
    public int MaxFoldedBlocks { get; init; } = 200;

    /// <summary>The most outcomes of an arm that are folded at once, from 1 to 100,000.</summary>
    public int MaxFoldedOutcomes { get; init; } = 5_000;

    /// <summary>The most points of each curve that a rollout's page draws, from 16 to 10,000: with more, every second one goes.</summary>
    public int MaxTrailPoints { get; init; } = 200;

    /// <exception cref="SakerException">Some options are not possible; all are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddOutside("flushInterval", FlushInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        problems.AddOutside("maxScores", MaxScores, 64, 65_536);
        problems.AddOutside("maxPendingBlocks", MaxPendingBlocks, 1, 100_000);
        problems.AddOutside("maxOpenSplits", MaxOpenSplits, 1, 10_000);
        problems.AddOutside("maxFoldedBlocks", MaxFoldedBlocks, 1, 10_000);
        problems.AddOutside("maxFoldedOutcomes", MaxFoldedOutcomes, 1, 100_000);
        problems.AddOutside("maxTrailPoints", MaxTrailPoints, 16, 10_000);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of evidence are not possible.", problems);
    }
}
