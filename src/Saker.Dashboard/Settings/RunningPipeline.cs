using Saker.Platform.Experiments;

namespace Saker.Dashboard.Settings;

/// <summary>A pipeline that runs.</summary>
/// <param name="Run">Its run.</param>
/// <param name="CandidateCount">Candidates that it has begun.</param>
/// <param name="DoneCount">Those of them that have ended.</param>
public sealed record RunningPipeline(Run Run, int CandidateCount, int DoneCount);
