using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Writes what a run was made from within one transaction.</summary>
internal sealed class InputWriter(Session session, RunId run, Ids ids)
{
    public async Task WriteAsync(RunInputs inputs)
    {
        foreach (var input in inputs.Datasets)
            await WriteAsync(input);
        await session.ExecuteAsync(
            "INSERT INTO model_inputs (run_id, model_id) VALUES (@run, @model) ON CONFLICT DO NOTHING",
            inputs.Models.Select(model => new { run = run.Value, model }).ToList());
    }

    private async Task WriteAsync(DatasetInput input)
    {
        // A dataset is known by experiment, name and digest; what else is said of it counts once.
        var (dataset, runId) = (input.Dataset, run.Value);
        await session.ExecuteAsync(
            """
            INSERT INTO input_datasets (id, experiment_id, name, digest, source_type, source, schema, profile)
            SELECT @id, r.experiment_id, @Name, @Digest, @SourceType, @Source, @Schema, @Profile FROM runs r WHERE r.id = @runId
            ON CONFLICT (experiment_id, name, digest) DO NOTHING
            """,
            new { id = ids.NewUlid(), dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile, runId });
        var datasetId = await session.ScalarAsync<string>(
            "SELECT d.id FROM input_datasets d JOIN runs r ON r.experiment_id = d.experiment_id WHERE r.id = @runId AND d.name = @Name AND d.digest = @Digest",
            new { runId, dataset.Name, dataset.Digest });
        await session.ExecuteAsync("INSERT INTO dataset_inputs (run_id, dataset_id) VALUES (@runId, @datasetId) ON CONFLICT DO NOTHING", new { runId, datasetId });
        await session.ExecuteAsync(
            "INSERT INTO dataset_input_tags (run_id, dataset_id, key, value) VALUES (@runId, @datasetId, @Key, @Value) ON CONFLICT (run_id, dataset_id, key) DO UPDATE SET value = excluded.value",
            input.Tags.Select(tag => new { runId, datasetId, tag.Key, tag.Value }).ToList());
    }
}
