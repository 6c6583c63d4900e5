using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates.Kinds;

/// <summary>The size of the graph.</summary>
internal sealed record SizeGate(double MaxMebibytes) : Gate
{
    private const double Mebibyte = 1 << 20;

    public override string Name => "size";

    public override bool Judges(ScoreTask task) => true;

    public override string Asked => $"the model's graph has at most {Bound.Show(MaxMebibytes)} MiB";

    public override string Terms => string.Create(CultureInfo.InvariantCulture, $"max_mib={MaxMebibytes:R}");

    public override Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var size = evidence.Candidate.GraphBytes / Mebibyte;
        return Task.FromResult(Result(size <= MaxMebibytes ? GateOutcome.Passed : GateOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"{size:0.###} MiB"), size));
    }
}
