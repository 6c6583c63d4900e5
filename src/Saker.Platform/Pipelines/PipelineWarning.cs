namespace Saker.Platform.Pipelines;

/// <summary>Something that does not stop the run and should be known: a check of severity warn, a fit that did not converge.</summary>
public sealed record PipelineWarning(string Message) : PipelineEvent;
