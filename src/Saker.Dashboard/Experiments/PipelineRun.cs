using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>A pipeline's run with the candidates it compared, in the order they started.</summary>
public sealed record PipelineRun(Run Run, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The name of the candidate that won, once one has.</summary>
    public string? Best => Run.Tags.GetValueOrDefault(RunKeys.Best);
}
