using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.FineTuning;

/// <summary>A version that learned on, the run in which it did, and what was measured.</summary>
public sealed record FineTunedVersion(ModelVersion Version, RunId Run, FineTuneReport Report);
