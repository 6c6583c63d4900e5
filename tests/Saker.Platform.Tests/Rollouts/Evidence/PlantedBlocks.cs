using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>Blocks of a made rollout: what arms do is said, and which of their requests do it is drawn.</summary>
internal sealed class PlantedBlocks(int seed)
{
    private readonly Random _chance = new(seed);
    private long _sequence;

    public int ControlCount { get; init; } = 160;

    public int CandidateCount { get; init; } = 40;

    public PlantedArm Control { get; init; } = new();

    public PlantedArm Candidate { get; init; } = new();

    public bool IsShadow { get; init; }

    /// <summary>How often a candidate in the shadow answers otherwise.</summary>
    public double Disagreement { get; init; } = 0.02;

    public string Replica { get; init; } = "a";

    public long Revision { get; init; } = 1;

    public int[] Weights { get; init; } = [8_000, 2_000];

    public EvidenceBlock Next() => new()
    {
        Rollout = "r",
        Revision = Revision,
        Replica = Replica,
        Sequence = ++_sequence,
        Weights = Weights,
        At = DateTimeOffset.UnixEpoch.AddSeconds(_sequence),
        Arms = [Draw(Control, ControlCount), Draw(Candidate, CandidateCount)],
        Shadows = IsShadow ? [ShadowBlock.None, DrawShadow()] : [],
    };

    public IEnumerable<EvidenceBlock> Take(int count)
    {
        for (var i = 0; i < count; i++)
            yield return Next();
    }

    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());

    public bool Hits(double share) => _chance.NextDouble() < share;

    private ArmBlock Draw(PlantedArm arm, int count)
    {
        var latencies = new long[LatencyGrid.Count];
        var scores = new List<float>();
        var (errors, refusals, fallbacks) = (0, 0, 0);
        for (var i = 0; i < count; i++)
        {
            errors += Hits(arm.Errors) ? 1 : 0;
            refusals += Hits(arm.Refusals) ? 1 : 0;
            fallbacks += Hits(arm.Fallbacks) ? 1 : 0;
            latencies[LatencyGrid.IndexOf((long)(arm.Latency * arm.Slowness * Math.Exp(0.4 * NextNormal())))]++;
            scores.Add((float)(0.3 + (0.1 * (NextNormal() + arm.Shift))));
        }
        return new ArmBlock
        {
            Counts = new ArmCounts { RequestCount = count, ErrorCount = errors, RefusalCount = refusals, FallbackCount = fallbacks },
            Latencies = latencies.AsSpan().TrimEnd(0).ToArray(),
            Scores = [.. scores],
            ScoreCount = count,
        };
    }

    private ShadowBlock DrawShadow()
    {
        var differences = Enumerable.Range(0, CandidateCount).Select(_ => (float)(0.1 * ((0.2 * NextNormal()) + Candidate.Shift))).ToArray();
        var disagreements = differences.Count(_ => Hits(Disagreement));
        return new ShadowBlock { RequestCount = CandidateCount, RowCount = CandidateCount, DisagreementCount = disagreements, DisagreeingRowCount = disagreements, Differences = differences, DifferenceCount = CandidateCount };
    }
}
