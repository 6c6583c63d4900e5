namespace Saker.Platform.Pipelines;

/// <summary>Something that a person who waits for a run wants to see; told in order, from one thread at a time.</summary>
public abstract record PipelineEvent;
