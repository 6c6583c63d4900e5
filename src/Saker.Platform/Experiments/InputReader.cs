using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads what runs were made from and what models they made; few runs have any.</summary>
internal sealed class InputReader(Session session)
{
    private ILookup<string, DatasetRow> _datasets = NoRows<DatasetRow>();
    private ILookup<(string Run, string Dataset), TagRow> _tags = Array.Empty<TagRow>().ToLookup(row => (row.RunId, row.DatasetId));
    private ILookup<string, ModelRow> _models = NoRows<ModelRow>();
    private ILookup<string, ModelRow> _outputs = NoRows<ModelRow>();

    /// <param name="ids">A query that gives the ids of the runs wanted.</param>
    /// <param name="parameters">The query's parameters.</param>
    public async Task<InputReader> ReadAsync(string ids, object parameters)
    {
        _datasets = (await session.QueryAsync<DatasetRow>(
            $"""
            SELECT i.run_id AS RunId, d.id, d.name, d.digest, d.source_type AS SourceType, d.source, d.schema, d.profile
            FROM dataset_inputs i JOIN input_datasets d ON d.id = i.dataset_id WHERE i.run_id IN ({ids}) ORDER BY d.name, d.digest
            """,
            parameters)).ToLookup(row => row.RunId);
        if (_datasets.Count > 0)
            _tags = (await session.QueryAsync<TagRow>($"SELECT run_id AS RunId, dataset_id AS DatasetId, key, value FROM dataset_input_tags WHERE run_id IN ({ids}) ORDER BY key", parameters)).ToLookup(row => (row.RunId, row.DatasetId));
        _models = (await session.QueryAsync<ModelRow>($"SELECT run_id AS RunId, model_id AS ModelId FROM model_inputs WHERE run_id IN ({ids}) ORDER BY model_id", parameters)).ToLookup(row => row.RunId);
        _outputs = (await session.QueryAsync<ModelRow>($"SELECT run_id AS RunId, model_id AS ModelId, step FROM model_outputs WHERE run_id IN ({ids}) ORDER BY step, model_id", parameters)).ToLookup(row => row.RunId);
        return this;
    }

    public RunInputs InputsOf(string run) => !_datasets.Contains(run) && !_models.Contains(run) ? RunInputs.None : new RunInputs
    {
        Datasets = [.. _datasets[run].Select(row => new DatasetInput
        {
            Dataset = new InputDataset { Name = row.Name, Digest = row.Digest, SourceType = row.SourceType, Source = row.Source, Schema = row.Schema, Profile = row.Profile },
            Tags = _tags[(run, row.Id)].ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        })],
        Models = [.. _models[run].Select(row => row.ModelId)],
    };

    public IReadOnlyList<ModelOutput> OutputsOf(string run) => [.. _outputs[run].Select(row => new ModelOutput(row.ModelId, row.Step))];

    private static ILookup<string, T> NoRows<T>() => Array.Empty<T>().ToLookup(_ => "");

    private sealed record DatasetRow
    {
        public required string RunId { get; init; }

        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Digest { get; init; }

        public required string SourceType { get; init; }

        public required string Source { get; init; }

        public string? Schema { get; init; }

        public string? Profile { get; init; }
    }

    private sealed record TagRow
    {
        public required string RunId { get; init; }

        public required string DatasetId { get; init; }

        public required string Key { get; init; }

        public required string Value { get; init; }
    }

    private sealed record ModelRow
    {
        public required string RunId { get; init; }

        public required string ModelId { get; init; }

        public long Step { get; init; }
    }
}
