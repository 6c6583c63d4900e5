using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>One trainer's run within a pipeline's run, with its score on each fold so far.</summary>
public sealed record Candidate(Run Run, IReadOnlyList<double> Folds, bool IsBest);
