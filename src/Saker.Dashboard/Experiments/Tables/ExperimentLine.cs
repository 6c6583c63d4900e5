using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>An experiment in a list.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="ActiveAt">When something last happened in it.</param>
public sealed record ExperimentLine(Experiment Experiment, DateTimeOffset ActiveAt);
