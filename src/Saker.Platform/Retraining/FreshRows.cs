using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Datasets;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;

namespace Saker.Platform.Retraining;

/// <summary>Finds the rows that a model is trained on again. Thread-safe.</summary>
internal sealed class FreshRows(IDatasetStore datasets, OutcomeRows outcomes)
{
    /// <param name="data">Where rows come from.</param>
    /// <param name="endpoint">Whose model is trained again.</param>
    /// <param name="version">Which serves.</param>
    /// <param name="pipeline">What trained it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such dataset, or its rows are gone; or there are no outcomes to train on.</exception>
    public async Task<OpenedRows> OpenAsync(FreshData data, string endpoint, ModelVersion version, Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (data.Kind == FreshDataKind.Outcomes)
            return await outcomes.OpenAsync(endpoint, version, pipeline, cancellationToken);
        if (data.Kind == FreshDataKind.Source)
            return new OpenedRows(pipeline.Source);
        var newest = await FindNewestAsync(data.Dataset!, cancellationToken);
        var file = await datasets.OpenAsync(newest.Name, newest.Version, cancellationToken);
        return new OpenedRows(new ParquetSource { Path = file.Path }, file) { IsProtected = pipeline.Privacy?.HasMade(newest, pipeline.Name) == true };
    }

    /// <summary>How many rows there are that the model has not learned from; negative when there are fewer than then.</summary>
    /// <param name="data">Where rows come from.</param>
    /// <param name="pipeline">What trained the model.</param>
    /// <param name="learned">How many it learned from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<long> CountNewAsync(FreshData data, Pipeline pipeline, long learned, CancellationToken cancellationToken)
    {
        if (data.Kind == FreshDataKind.Dataset)
            return (await FindNewestAsync(data.Dataset!, cancellationToken)).RowCount - learned;
        using var reader = await pipeline.Source.OpenReaderAsync(cancellationToken);
        return reader.RowCount - learned;
    }

    /// <summary>How many rows with outcomes there are that a version cannot have learned from: of predictions since it was registered.</summary>
    public Task<long> CountOutcomesAsync(string endpoint, ModelVersion version, CancellationToken cancellationToken) => outcomes.CountAsync(endpoint, version.CreatedAt, cancellationToken);

    private async Task<DatasetVersion> FindNewestAsync(string name, CancellationToken cancellationToken) =>
        await datasets.FindAsync(new DatasetReference(name, null), cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{name}', which the retraining policy reads. 'saker datasets' lists them.", "data.dataset");
}
