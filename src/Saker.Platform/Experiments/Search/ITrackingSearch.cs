using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Experiments.Search;

/// <summary>Finds experiments, runs and the values of their metrics. Thread-safe; what a page shows is of one moment.</summary>
public interface ITrackingSearch
{
    /// <summary>Datasets given at most by <see cref="ListDatasetsAsync"/>.</summary>
    const int MaxDatasets = 1_000;

    /// <summary>Experiments given at most by <see cref="ListActivityAsync"/>.</summary>
    const int MaxActivities = 5_000;

    /// <summary>Runs whose metrics are given together at most.</summary>
    const int MaxMetricRuns = 100;

    /// <summary>Values of one run that a sample has at most.</summary>
    const int MaxSampleSize = 2_500;

    /// <exception cref="SakerException">Filter, order, page token or number are wrong (invalid input); the message says where and what would be right.</exception>
    Task<SearchPage<Run>> SearchRunsAsync(RunSearch search, CancellationToken cancellationToken);

    /// <exception cref="SakerException">Filter, order, page token or number are wrong (invalid input); the message says where and what would be right.</exception>
    Task<SearchPage<Experiment>> SearchExperimentsAsync(ExperimentSearch search, CancellationToken cancellationToken);

    /// <summary>The datasets that active runs of the experiments were made from, by experiment, name and digest.</summary>
    Task<IReadOnlyList<DatasetSummary>> ListDatasetsAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken);

    /// <summary>When something last happened in experiments, the latest first.</summary>
    /// <param name="experiments">Those wanted, at most <see cref="MaxActivities"/>; null for all that are not deleted.</param>
    /// <param name="maxCount">How many to give; 1 to <see cref="MaxActivities"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<ExperimentActivity>> ListActivityAsync(IReadOnlyList<ExperimentId>? experiments, int maxCount, CancellationToken cancellationToken);

    /// <summary>Under which keys the latest runs of an experiment, or of all, have parameters, metrics and tags; also of one that was deleted.</summary>
    Task<EntryKeys> ListKeysAsync(ExperimentId? experiment, CancellationToken cancellationToken);

    /// <summary>What tells whether a run, its entries, or the runs that are part of it changed: as long as it is the same, they did not. Cheap enough to be asked every second. Null when there is no such run.</summary>
    Task<string?> FindRunStampAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>How a filter of runs that somebody is writing may go on: by fields, comparators, and values that the latest runs have. What is wrong before the place has no proposals.</summary>
    /// <param name="experiment">Whose runs are searched; null for those of all.</param>
    /// <param name="filter">What is written.</param>
    /// <param name="at">The place in it: how many characters stand before it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<FilterCompletion> CompleteRunFilterAsync(ExperimentId? experiment, string filter, int at, CancellationToken cancellationToken);

    /// <summary>Values of a metric of several runs, by run, then time, step and value; runs that are not there have none.</summary>
    /// <param name="runs">At most <see cref="MaxMetricRuns"/>.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="maxCount">Values at most, of all runs together; 1 to <see cref="TrackingLimits.MaxHistoryCount"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<RunMetric>> GetHistoryAsync(IReadOnlyList<RunId> runs, string key, int maxCount, CancellationToken cancellationToken);

    /// <summary>
    /// As the other, thinned to what a chart needs: the same steps of each run, evenly spread over those that any has, and the
    /// first and last step of each.
    /// </summary>
    /// <param name="runs">At most <see cref="MaxMetricRuns"/>.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="steps">First and last step wanted; null for all.</param>
    /// <param name="maxCount">Steps, besides the first and the last of each run; 1 to <see cref="MaxSampleSize"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<RunMetric>> SampleHistoryAsync(IReadOnlyList<RunId> runs, string key, (long First, long Last)? steps, int maxCount, CancellationToken cancellationToken);
}
