using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>Said within a fit by trainers that learn round by round.</summary>
/// <param name="Candidate">The candidate's name.</param>
/// <param name="FoldIndex">The fold that it learns from.</param>
/// <param name="Fit">How far it is.</param>
public sealed record FoldRound(string Candidate, int FoldIndex, FitProgress Fit);
