using System.Buffers;
using Saker.Data;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>Logged models in the home's database.</summary>
internal sealed class SqlLoggedModelStore(Database database, Ids ids, TimeProvider time) : ILoggedModelStore
{
    private const string ForbiddenText = """/ : . % " '""";

    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/:.%\"'");

    public Task<LoggedModel> CreateAsync(LoggedModelCreation creation, CancellationToken cancellationToken)
    {
        var id = creation.Id?.Value ?? "m-" + ids.NewRunId();
        var name = creation.Name ?? RunNames.Of(new RunId(id));
        CheckName(name);
        EntryLimits.Check(new RunEntries { Parameters = creation.Parameters, Tags = creation.Tags });
        return database.WriteAsync(
            async session =>
            {
                var location = await RunWrites.RequireExperimentAsync(session, creation.Experiment);
                if (creation.Id is not null && (await session.QueryAsync<string>("SELECT id FROM logged_models WHERE id = @id", new { id })).Count > 0)
                    throw new SakerException(ErrorKind.Conflict, $"The id '{id}' is that of a logged model that is here, or was deleted.", "model_id");
                await session.ExecuteAsync(
                    """
                    INSERT INTO logged_models (id, experiment_id, name, model_type, source_run_id, artifact_uri, status, creator, created_at, updated_at)
                    VALUES (@id, @experiment, @name, @type, @run, @uri, 'PENDING', @creator, @created, @now)
                    """,
                    new
                    {
                        id,
                        experiment = ExperimentReader.NumberOf(creation.Experiment),
                        name,
                        type = creation.ModelType,
                        run = creation.SourceRun?.Value,
                        uri = RunWrites.ArtifactUriOf(location, new RunId("models/" + id)),
                        creator = creation.Creator,
                        created = creation.CreatedAt?.ToUnixTimeMilliseconds() ?? Now(),
                        now = Now(),
                    });
                await InsertAsync(session, "logged_model_params", id, creation.Parameters);
                await InsertAsync(session, "logged_model_tags", id, creation.Tags);
                return await GetAsync(session, id);
            },
            cancellationToken);
    }

    public Task<LoggedModel?> FindAsync(LoggedModelId model, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await new LoggedModelReader(session).ReadAsync([model.Value])).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<LoggedModel>> ListAsync(IReadOnlyList<LoggedModelId> models, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new LoggedModelReader(session).ReadAsync([.. models.Select(model => model.Value)]), cancellationToken);

    public Task<LoggedModel> FinalizeAsync(LoggedModelId model, LoggedModelStatus status, CancellationToken cancellationToken)
    {
        if (status == LoggedModelStatus.Pending)
            throw new SakerException(ErrorKind.InvalidInput, "A logged model does not become pending; it becomes ready, or failed.", "status");
        return database.WriteAsync(
            async session =>
            {
                await ChangeAsync(session, model, "status = @status", new { status = status.ToString().ToUpperInvariant(), id = model.Value, now = Now() });
                return await GetAsync(session, model.Value);
            },
            cancellationToken);
    }

    public Task DeleteAsync(LoggedModelId model, CancellationToken cancellationToken) => database.WriteAsync(
        session => ChangeAsync(session, model, "deleted_at = @now", new { id = model.Value, now = Now() }),
        cancellationToken);

    public Task<LoggedModel> SetTagsAsync(LoggedModelId model, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        EntryLimits.CheckTags(tags, TrackingLimits.MaxTagLength);
        return database.WriteAsync(
            async session =>
            {
                await TouchAsync(session, model);
                await InsertAsync(session, "logged_model_tags", model.Value, tags, "ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value");
                return await GetAsync(session, model.Value);
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(LoggedModelId model, string key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await TouchAsync(session, model);
            if (await session.ExecuteAsync("DELETE FROM logged_model_tags WHERE model_id = @id AND key = @key", new { id = model.Value, key }) == 0)
                throw new SakerException(ErrorKind.NotFound, $"No tag with key '{key}' found for model with ID '{model}'.", "key");
        },
        cancellationToken);

    public Task LogParametersAsync(LoggedModelId model, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        EntryLimits.Check(new RunEntries { Parameters = parameters });
        return database.WriteAsync(
            async session =>
            {
                await TouchAsync(session, model);
                var known = (await GetAsync(session, model.Value)).Parameters;
                var problems = parameters
                    .Where(entry => known.TryGetValue(entry.Key, out var old) && old != entry.Value)
                    .Select(entry => new Problem(entry.Key, $"is '{known[entry.Key]}' already and cannot become '{entry.Value}'."))
                    .ToList();
                if (problems.Count > 0)
                    throw new SakerException(ErrorKind.Conflict, $"Parameters of logged model '{model}' do not change once logged; nothing was logged.", problems);
                await InsertAsync(session, "logged_model_params", model.Value, parameters.Where(entry => !known.ContainsKey(entry.Key)));
            },
            cancellationToken);
    }

    public async Task<SearchPage<LoggedModel>> SearchAsync(LoggedModelSearch search, CancellationToken cancellationToken)
    {
        if (search.MaxCount is < 1 or > LoggedModelSearch.MaxMaxCount)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid value {search.MaxCount} for parameter 'max_results' supplied: it must be between 1 and {LoggedModelSearch.MaxMaxCount}.", "max_results");
        if (search.Datasets.Count > LoggedModelSearch.MaxScopes || search.OrderBy.Count > LoggedModelSearch.MaxScopes)
            throw new SakerException(ErrorKind.InvalidInput, $"A search has at most {LoggedModelSearch.MaxScopes} datasets and as many terms of its order.", "datasets");
        if (search.Experiments.Count is 0 or > RunSearch.MaxExperiments)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid value for parameter 'experiment_ids': name 1 to {RunSearch.MaxExperiments} experiments.", "experiment_ids");
        var parameters = new Dictionary<string, object> { ["experiments"] = search.Experiments.Select(ExperimentReader.NumberOf).ToArray() };
        var target = new LoggedModelTarget(search.Datasets, parameters);
        List<string> orders = [.. search.OrderBy.Select(target.Order)];
        var query = new SearchQuery
        {
            Target = target.Target,
            Where = "m.experiment_id IN @experiments AND m.deleted_at IS NULL",
            Parameters = parameters,
            Filter = search.Filter,
            OrderBy = orders,
            MaxCount = search.MaxCount,
            PageToken = search.PageToken,
        };
        return await database.ReadAsync(
            async session =>
            {
                var hits = await query.RunAsync(session);
                return new SearchPage<LoggedModel>(await new LoggedModelReader(session).ReadAsync([.. hits.Rows.Select(row => (string)row[0])]), hits.NextPageToken);
            },
            cancellationToken);
    }

    private Task TouchAsync(Session session, LoggedModelId model) => ChangeAsync(session, model, null, new { id = model.Value, now = Now() });

    private static async Task ChangeAsync(Session session, LoggedModelId model, string? change, object parameters)
    {
        if (await session.ExecuteAsync($"UPDATE logged_models SET updated_at = @now{(change is null ? "" : ", " + change)} WHERE id = @id AND deleted_at IS NULL", parameters) == 0)
            throw new SakerException(ErrorKind.NotFound, $"Logged model with ID '{model}' not found.", "model_id");
    }

    private static async Task<LoggedModel> GetAsync(Session session, string id) => (await new LoggedModelReader(session).ReadAsync([id]))[0];

    private static Task InsertAsync(Session session, string table, string id, IEnumerable<KeyValuePair<string, string>> entries, string otherwise = "") =>
        session.ExecuteAsync($"INSERT INTO {table} (model_id, key, value) VALUES (@id, @Key, @Value) {otherwise}", entries.Select(entry => new { id, entry.Key, entry.Value }));

    private static void CheckName(string name)
    {
        EntryLimits.CheckName("logged model", name);
        if (name.AsSpan().ContainsAny(s_forbidden))
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid model name ({name}) provided. Model name must be a non-empty string and cannot contain the following characters: {ForbiddenText}.", "name");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
