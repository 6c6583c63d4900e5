namespace Saker.Platform.Pipelines;

/// <summary>A candidate was fitted and scored on one fold.</summary>
/// <param name="Candidate">The candidate's title.</param>
/// <param name="Position">The candidate's position in the pipeline, from 0.</param>
/// <param name="FoldsDone">How many of its folds are done.</param>
/// <param name="FoldCount">How many there are.</param>
/// <param name="Score">The score on this fold.</param>
public sealed record FoldScored(string Candidate, int Position, int FoldsDone, int FoldCount, double Score) : PipelineEvent;
