namespace Saker.Platform.Pipelines;

/// <summary>A step began.</summary>
public sealed record StepStarted(PipelineStep Step) : PipelineEvent;
