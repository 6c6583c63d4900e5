namespace Saker.Platform.Experiments.Search;

/// <summary>A dataset that runs of an experiment were made from.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">Tells versions of the data apart.</param>
/// <param name="Context">What it was to the runs, such as <c>training</c>; null when that was not said.</param>
public sealed record DatasetSummary(ExperimentId ExperimentId, string Name, string Digest, string? Context);
