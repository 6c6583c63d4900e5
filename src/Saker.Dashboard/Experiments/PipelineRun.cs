using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;

namespace Saker.Dashboard.Experiments;

/// <summary>A pipeline's run with the candidates it compared, in the order they started.</summary>
public sealed record PipelineRun(Run Run, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The name of the candidate that won, once one has.</summary>
    public string? Best => Run.Tags.GetValueOrDefault(RunKeys.Best);

    /// <summary>Why the run failed or was stopped, if it was.</summary>
    public string? Failure => Run.Tags.GetValueOrDefault(RunKeys.Failure);

    /// <summary>What its candidates are compared by.</summary>
    public SelectionScore Score => SelectionScore.Of(Run);
}
