using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>An experiment with its newest runs, the newest first; the candidates of the first are loaded with their folds.</summary>
public sealed record ExperimentBoard(Experiment Experiment, IReadOnlyList<PipelineRun> Runs)
{
    /// <summary>Whether its newest run is a pipeline's.</summary>
    public bool IsOfPipeline => Runs is [{ IsOfPipeline: true }, ..];
}
