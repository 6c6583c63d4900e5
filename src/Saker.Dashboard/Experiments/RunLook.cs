using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Experiments.Curves;
using Saker.Learning.Scores;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Experiments;

/// <summary>What the page of a run shows.</summary>
public sealed record RunLook
{
    public required PipelineRun Pipeline { get; init; }

    /// <summary>What was known of the run when it was looked at: as long as that is the same, so is the rest.</summary>
    public required string Stamp { get; init; }

    /// <summary>The run's own fold scores, when it is a candidate.</summary>
    public required IReadOnlyList<double> Folds { get; init; }

    public required IReadOnlyList<CurveLines> Curves { get; init; }

    /// <summary>How many metrics have curves, shown or not.</summary>
    public required int CurveCount { get; init; }

    /// <summary>The uppermost folder of what it left behind.</summary>
    public required FileFolder Files { get; init; }

    /// <summary>Null where the run measured nothing.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>What was registered from it.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }
}
