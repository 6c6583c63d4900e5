using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>The runs of clients in the home's database.</summary>
internal sealed class SqlRunStore(Database database, Ids ids, TimeProvider time) : IRunStore
{
    public Task<Run> CreateAsync(RunCreation creation, CancellationToken cancellationToken)
    {
        var id = creation.Id ?? new RunId(ids.NewRunId());
        var name = NameOf(creation, id);
        EntryLimits.CheckName("run", name);
        var tags = new Dictionary<string, string>(creation.Tags, StringComparer.Ordinal) { [RunTags.Name] = name };
        EntryLimits.CheckTags(tags, TrackingLimits.MaxTagLength);
        return database.WriteAsync(
            async session =>
            {
                var location = await RunWrites.RequireExperimentAsync(session, creation.Experiment);
                if (creation.Id is not null && await session.ScalarAsync<string>("SELECT id FROM runs WHERE id = @id", new { id = id.Value }) is not null)
                    throw new SakerException(ErrorKind.AlreadyExists, $"There is a run '{id}' already.", "run");
                var row = new RunRow
                {
                    Id = id.Value,
                    ExperimentId = ExperimentReader.NumberOf(creation.Experiment),
                    // A parent that is not here stays a tag.
                    ParentId = tags.TryGetValue(RunTags.Parent, out var parent) ? await session.ScalarAsync<string>("SELECT id FROM runs WHERE id = @parent", new { parent }) : null,
                    Name = name,
                    UserId = creation.UserId ?? tags.GetValueOrDefault(RunTags.User, ""),
                    Status = RunStatus.Running.ToText(),
                    Lifecycle = Lifecycle.Active.ToText(),
                    StartedAt = (creation.StartedAt ?? time.GetUtcNow()).ToUnixTimeMilliseconds(),
                    ArtifactUri = RunWrites.ArtifactUriOf(location, id),
                };
                await RunWrites.InsertAsync(session, row, owner: null);
                await new EntryWriter(session, id).InsertTagsAsync(tags);
                return row.ToRun() with { Tags = tags };
            },
            cancellationToken);
    }

    public Task<Run> UpdateAsync(RunId run, RunUpdate update, CancellationToken cancellationToken)
    {
        if (update.Name is { } name)
            EntryLimits.CheckName("run", name);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireActiveAsync(session, run);
                await session.ExecuteAsync(
                    "UPDATE runs SET status = COALESCE(@status, status), ended_at = COALESCE(@ended, ended_at) WHERE id = @id",
                    new { status = update.Status?.ToText(), ended = update.EndedAt?.ToUnixTimeMilliseconds(), id = run.Value });
                if (update.Name is { } newName)
                    await new EntryWriter(session, run).WriteTagsAsync(new Dictionary<string, string> { [RunTags.Name] = newName });
                return (await RunWrites.RequireAsync(session, run)).ToRun();
            },
            cancellationToken);
    }

    public Task DeleteAsync(RunId run, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RunWrites.RequireAsync(session, run);
            await session.ExecuteAsync(
                "UPDATE runs SET lifecycle = 'deleted', deleted_at = @now, deleted_by_experiment = 0 WHERE id = @id AND (lifecycle = 'active' OR deleted_by_experiment = 1)",
                new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), id = run.Value });
        },
        cancellationToken);

    public Task RestoreAsync(RunId run, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RunWrites.RequireAsync(session, run);
            await session.ExecuteAsync("UPDATE runs SET lifecycle = 'active', deleted_at = NULL, deleted_by_experiment = 0 WHERE id = @id", new { id = run.Value });
        },
        cancellationToken);

    public Task DeleteTagAsync(RunId run, string key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RunWrites.RequireActiveAsync(session, run);
            if (await session.ExecuteAsync("DELETE FROM tags WHERE run_id = @id AND key = @key", new { id = run.Value, key }) == 0)
                throw new SakerException(ErrorKind.NotFound, $"Run '{run}' has no tag '{key}'.", "key");
            if (key == RunTags.Parent)
                await session.ExecuteAsync("UPDATE runs SET parent_id = NULL WHERE id = @id", new { id = run.Value });
        },
        cancellationToken);

    public Task LogInputsAsync(RunId run, RunInputs inputs, CancellationToken cancellationToken)
    {
        EntryLimits.Check(inputs);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireActiveAsync(session, run);
                await new InputWriter(session, run, ids).WriteAsync(inputs);
            },
            cancellationToken);
    }

    public Task LogOutputsAsync(RunId run, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken)
    {
        EntryLimits.Check(outputs);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireActiveAsync(session, run);
                await RequireModelsAsync(session, outputs);
                await session.ExecuteAsync(
                    "INSERT INTO model_outputs (run_id, model_id, step) VALUES (@run, @ModelId, @Step) ON CONFLICT (run_id, model_id) DO UPDATE SET step = excluded.step",
                    outputs.Select(output => new { run = run.Value, output.ModelId, output.Step }).ToList());
            },
            cancellationToken);
    }

    public Task LogModelAsync(RunId run, string model, CancellationToken cancellationToken)
    {
        var described = ModelHistory.Parse(model);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireActiveAsync(session, run);
                var history = await session.ScalarAsync<string>("SELECT value FROM tags WHERE run_id = @id AND key = @key", new { id = run.Value, key = RunTags.LoggedModels });
                await new EntryWriter(session, run).InsertTagsAsync(new Dictionary<string, string> { [RunTags.LoggedModels] = ModelHistory.Append(history, described) });
            },
            cancellationToken);
    }

    public Task<MetricPage> GetHistoryAsync(RunId run, string key, string? pageToken, int maxCount, CancellationToken cancellationToken)
    {
        if (maxCount is < 1 or > TrackingLimits.MaxHistoryCount)
            throw new SakerException(ErrorKind.InvalidInput, $"maxCount is {maxCount}; give 1 to {TrackingLimits.MaxHistoryCount}.", "maxCount");
        return database.ReadAsync(session => HistoryReader.ReadPageAsync(session, run, key, pageToken, maxCount), cancellationToken);
    }

    private static async Task RequireModelsAsync(Session session, IReadOnlyList<ModelOutput> outputs)
    {
        string[] ids = [.. outputs.Select(output => output.ModelId).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
            return;
        var known = (await session.QueryAsync<string>("SELECT id FROM logged_models WHERE deleted_at IS NULL AND id IN @ids", new { ids })).ToHashSet(StringComparer.Ordinal);
        if (ids.Where(id => !known.Contains(id)).ToList() is { Count: > 0 } missing)
            throw new SakerException(ErrorKind.NotFound, $"Logged model with ID '{missing[0]}' not found{(missing.Count > 1 ? $", nor {missing.Count - 1} others" : "")}; nothing was logged.", "model_id");
    }

    private static string NameOf(RunCreation creation, RunId id)
    {
        var tag = creation.Tags.GetValueOrDefault(RunTags.Name);
        if (!string.IsNullOrEmpty(creation.Name) && !string.IsNullOrEmpty(tag) && creation.Name != tag)
            throw new SakerException(ErrorKind.InvalidInput, $"Both 'run_name' argument and '{RunTags.Name}' tag are specified, but with different values (run_name='{creation.Name}', {RunTags.Name}='{tag}').", "run_name");
        return !string.IsNullOrEmpty(creation.Name) ? creation.Name : !string.IsNullOrEmpty(tag) ? tag : RunNames.Of(id);
    }
}
