using Saker.Platform.Experiments;

namespace Saker.Dashboard.Overview;

/// <summary>One of the newest runs.</summary>
/// <param name="Run">The run.</param>
/// <param name="Experiment">The name of its experiment.</param>
public sealed record RecentRun(Run Run, string Experiment);
