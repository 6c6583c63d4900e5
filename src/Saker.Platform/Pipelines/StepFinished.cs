namespace Saker.Platform.Pipelines;

/// <summary>A step ended well.</summary>
/// <param name="Step">The step.</param>
/// <param name="Summary">What it did, in one line.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record StepFinished(PipelineStep Step, string Summary, TimeSpan Elapsed) : PipelineEvent;
