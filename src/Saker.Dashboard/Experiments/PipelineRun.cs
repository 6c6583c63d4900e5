using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Experiments;

/// <summary>A run with the runs within it, in the order they started: the candidates that a pipeline compared, or what a client nested.</summary>
public sealed record PipelineRun(Run Run, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The run with what is nested in it; the searches that come before a pipeline's comparison are runs of it too, but no candidates.</summary>
    /// <param name="run">The run.</param>
    /// <param name="nested">The runs that are part of it.</param>
    public static PipelineRun Of(Run run, IEnumerable<Run> nested)
    {
        var pipeline = new PipelineRun(run, []);
        return pipeline with { Candidates = [.. nested.Where(child => !pipeline.IsOfPipeline || !child.Tags.ContainsKey(StudyMetrics.StudyTag)).Select(child => new Candidate(child, [], IsBest: false))] };
    }

    /// <summary>Whether a pipeline or a candidate of one was run; else a client logged the run for reasons of its own.</summary>
    public bool IsOfPipeline => Run.Tags.ContainsKey(RunKeys.Kind);

    /// <summary>The name of its experiment.</summary>
    public string Experiment { get; init; } = Run.ExperimentId.Value;

    /// <summary>What it is called on pages.</summary>
    public string Kind => !IsOfPipeline ? "Run" : Run.ParentId is null ? "Run of" : "Candidate";

    /// <summary>The name of the candidate that won, once one has.</summary>
    public string? Best => Run.Tags.GetValueOrDefault(RunKeys.Best);

    /// <summary>Why the run failed or was stopped, if it was.</summary>
    public string? Failure => Run.Tags.GetValueOrDefault(RunKeys.Failure);

    /// <summary>What its candidates are compared by.</summary>
    public SelectionScore Score => SelectionScore.Of(Run);
}
