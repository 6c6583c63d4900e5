namespace Saker.Platform.Experiments.Search;

/// <summary>When something last happened in an experiment: a change of its own, or the start or end of one of its latest runs.</summary>
public sealed record ExperimentActivity(ExperimentId Experiment, DateTimeOffset At);
