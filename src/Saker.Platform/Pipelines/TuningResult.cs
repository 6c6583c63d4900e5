using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>What the searches of a pipeline found, without comparing candidates.</summary>
/// <param name="Run">The run that recorded it.</param>
/// <param name="Candidates">One a candidate that is tuned, in the pipeline's order.</param>
public sealed record TuningResult(RunId Run, IReadOnlyList<TunedCandidate> Candidates);
