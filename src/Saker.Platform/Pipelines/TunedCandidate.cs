using Saker.Platform.Studies;

namespace Saker.Platform.Pipelines;

/// <summary>What the search for a candidate's settings found.</summary>
/// <param name="Position">The candidate's position in the pipeline, from 0.</param>
/// <param name="Title">The candidate's title.</param>
/// <param name="Study">The study that holds its trials.</param>
/// <param name="Best">The best trial; its settings compete.</param>
/// <param name="Trials">All trials, by number.</param>
/// <param name="NewTrials">How many of them this run began; fewer than there are where the study went on from before.</param>
public sealed record TunedCandidate(int Position, string Title, StoredStudy Study, StoredTrial Best, IReadOnlyList<StoredTrial> Trials, int NewTrials);
