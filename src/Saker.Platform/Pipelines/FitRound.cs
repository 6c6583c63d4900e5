namespace Saker.Platform.Pipelines;

/// <summary>A round of a fit that learns round by round ended. Fits may overlap; events come one at a time.</summary>
/// <param name="Candidate">The candidate's title; <c>final model</c> for the fit on all training rows.</param>
/// <param name="Position">The candidate's position in the pipeline, from 0; -1 for the final model.</param>
/// <param name="Fold">The fold that it learns from, from 0; null for the final model.</param>
/// <param name="Share">The share of the fit that is done, 0 to 1.</param>
/// <param name="Text">Where it is: <c>epoch 12 of 40, network 2 of 4</c>.</param>
/// <param name="Remaining">Time that this fit still takes at most at this speed.</param>
public sealed record FitRound(string Candidate, int Position, int? Fold, double Share, string Text, TimeSpan Remaining) : PipelineEvent;
