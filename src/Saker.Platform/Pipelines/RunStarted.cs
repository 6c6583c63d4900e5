using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>The run is recorded and can be looked up from now on; the first event of every run.</summary>
public sealed record RunStarted(RunId Run) : PipelineEvent;
