namespace Saker.Platform.Pipelines;

/// <summary>A trial of a candidate's search ended.</summary>
/// <param name="Candidate">The candidate's title.</param>
/// <param name="Position">The candidate's position in the pipeline, from 0.</param>
/// <param name="TrialsDone">How many trials of the search have ended.</param>
/// <param name="TrialCount">How many there are to be at most.</param>
/// <param name="Best">The best mean score so far; null when no trial is complete.</param>
public sealed record TrialScored(string Candidate, int Position, int TrialsDone, int TrialCount, double? Best) : PipelineEvent;
