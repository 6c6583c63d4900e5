using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>
/// Keeps the runs of clients, which execute them elsewhere: made, changed, deleted and restored over the wire, with inputs and
/// outputs. Thread-safe, and safe between processes that share the store. A write is durable when its task completes. Unknown
/// runs are not found; what a deleted run does not allow is a conflict.
/// </summary>
public interface IRunStore
{
    /// <summary>Makes a run that is running.</summary>
    /// <exception cref="SakerException">The experiment is unknown (not found) or deleted (conflict), there is a run of that id (already exists), or something of the run is not possible (invalid input).</exception>
    Task<Run> CreateAsync(RunCreation creation, CancellationToken cancellationToken);

    /// <returns>The run without entries.</returns>
    Task<Run> UpdateAsync(RunId run, RunUpdate update, CancellationToken cancellationToken);

    /// <summary>Marks a run as deleted; harmless when it is.</summary>
    Task DeleteAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Brings a run back; harmless when it was not deleted.</summary>
    Task RestoreAsync(RunId run, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The run has no such tag (not found).</exception>
    Task DeleteTagAsync(RunId run, string key, CancellationToken cancellationToken);

    /// <summary>Adds datasets and logged models that the run was made from; one that it has already gets the tags too.</summary>
    Task LogInputsAsync(RunId run, RunInputs inputs, CancellationToken cancellationToken);

    /// <summary>Adds logged models that the run made.</summary>
    Task LogOutputsAsync(RunId run, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken);

    /// <summary>Adds a model to the tag <see cref="RunTags.LoggedModels"/>, as clients before MLflow 3 log models.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Its MLmodel file as JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SakerException">It is no description of a model (invalid input).</exception>
    Task LogModelAsync(RunId run, string model, CancellationToken cancellationToken);

    /// <summary>Logged values of a metric, by step, then time, then value; also of a deleted run. A page costs the same wherever it begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="pageToken">Where the page begins; null for the start.</param>
    /// <param name="maxCount">How many to give at most, up to <see cref="TrackingLimits.MaxHistoryCount"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<MetricPage> GetHistoryAsync(RunId run, string key, string? pageToken, int maxCount, CancellationToken cancellationToken);
}
