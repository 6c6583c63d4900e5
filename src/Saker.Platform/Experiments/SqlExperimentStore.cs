using System.Globalization;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Experiments and runs in the home's database.</summary>
internal sealed class SqlExperimentStore(Database database, ProcessOwner owner, Ids ids, TimeProvider time) : IExperimentStore
{
    private const int MaxNamed = 10;
    private static readonly ExperimentId Default = new("0");

    public Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        var creation = new ExperimentCreation { Name = name };
        Check(creation);
        return database.WriteAsync(
            async session =>
            {
                await InsertAsync(session, creation);
                var experiment = await ReadByNameAsync(session, name);
                return experiment is { Lifecycle: Lifecycle.Active } ? experiment : throw new SakerException(ErrorKind.Conflict, $"Experiment '{name}' was deleted; restore it or use another name.", "name");
            },
            cancellationToken);
    }

    public Task<Experiment> CreateAsync(ExperimentCreation creation, CancellationToken cancellationToken)
    {
        Check(creation);
        return database.WriteAsync(
            async session =>
            {
                var isNew = await InsertAsync(session, creation);
                var experiment = await ReadByNameAsync(session, creation.Name);
                return isNew ? experiment! : throw Taken(creation.Name, experiment?.Lifecycle);
            },
            cancellationToken);
    }

    public Task<Experiment?> FindAsync(ExperimentId experiment, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await new ExperimentReader(session).ReadAsync([ExperimentReader.NumberOf(experiment)])).FirstOrDefault(),
        cancellationToken);

    public Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(session => ReadByNameAsync(session, name), cancellationToken);

    public Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken) => ListAsync(Lifecycle.Active, cancellationToken);

    public Task<IReadOnlyList<Experiment>> ListAsync(Lifecycle? lifecycle, CancellationToken cancellationToken) => database.ReadAsync(
        session => lifecycle is { } wanted
            ? new ExperimentReader(session).ReadAsync("SELECT id FROM experiments WHERE lifecycle = @lifecycle", new { lifecycle = wanted.ToText() })
            : new ExperimentReader(session).ReadAsync("SELECT id FROM experiments"),
        cancellationToken);

    public Task RenameAsync(ExperimentId experiment, string name, CancellationToken cancellationToken)
    {
        EntryLimits.CheckName("experiment", name);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireExperimentAsync(session, experiment);
                var id = ExperimentReader.NumberOf(experiment);
                var other = await ReadByNameAsync(session, name);
                if (other is not null && other.Id != experiment)
                    throw Taken(name, other.Lifecycle);
                await session.ExecuteAsync("UPDATE experiments SET name = @name, updated_at = @now WHERE id = @id", new { name, now = Now(), id });
            },
            cancellationToken);
    }

    public Task DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) => experiment == Default
        ? throw new SakerException(ErrorKind.Conflict, "The default experiment '0' cannot be deleted: clients log there when they name no experiment.", "experiment")
        : database.WriteAsync(
            async session =>
            {
                await MoveAsync(session, experiment, Lifecycle.Active, Lifecycle.Deleted);
                await session.ExecuteAsync(
                    "UPDATE runs SET lifecycle = 'deleted', deleted_at = @now, deleted_by_experiment = 1 WHERE experiment_id = @id AND lifecycle = 'active'",
                    new { now = Now(), id = ExperimentReader.NumberOf(experiment) });
            },
            cancellationToken);

    public Task RestoreAsync(ExperimentId experiment, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await MoveAsync(session, experiment, Lifecycle.Deleted, Lifecycle.Active);
            await session.ExecuteAsync(
                "UPDATE runs SET lifecycle = 'active', deleted_at = NULL, deleted_by_experiment = 0 WHERE experiment_id = @id AND lifecycle = 'deleted' AND deleted_by_experiment = 1",
                new { id = ExperimentReader.NumberOf(experiment) });
        },
        cancellationToken);

    public Task SetTagAsync(ExperimentId experiment, string key, string value, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string> { [key] = value };
        EntryLimits.CheckTags(tags, TrackingLimits.MaxExperimentTagLength);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireExperimentAsync(session, experiment);
                await WriteTagsAsync(session, ExperimentReader.NumberOf(experiment), tags);
                await TouchAsync(session, experiment);
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(ExperimentId experiment, string key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RunWrites.RequireExperimentAsync(session, experiment);
            if (await session.ExecuteAsync("DELETE FROM experiment_tags WHERE experiment_id = @id AND key = @key", new { id = ExperimentReader.NumberOf(experiment), key }) == 0)
                throw new SakerException(ErrorKind.NotFound, $"Experiment '{experiment}' has no tag '{key}'.", "key");
            await TouchAsync(session, experiment);
        },
        cancellationToken);

    public Task<Run> StartRunAsync(ExperimentId experiment, string name, RunId? parent, CancellationToken cancellationToken)
    {
        EntryLimits.CheckName("run", name);
        return database.WriteAsync(
            session => RunWrites.StartAsync(session, new RunId(ids.NewRunId()), experiment, name, parent, owner.Id, Now()),
            cancellationToken);
    }

    public Task LogAsync(RunId run, RunEntries entries, CancellationToken cancellationToken)
    {
        EntryLimits.Check(entries);
        return database.WriteAsync(
            async session =>
            {
                await RunWrites.RequireActiveAsync(session, run);
                await new EntryWriter(session, run).WriteAsync(entries);
            },
            cancellationToken);
    }

    public Task EndRunAsync(RunId run, RunStatus status, CancellationToken cancellationToken)
    {
        if (status is RunStatus.Running or RunStatus.Scheduled)
            throw new SakerException(ErrorKind.InvalidInput, $"A run does not end as {status.ToText()}; use FINISHED, FAILED or KILLED.", "status");
        return database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync("UPDATE runs SET status = @status, ended_at = @now WHERE id = @id", new { status = status.ToText(), now = Now(), id = run.Value }) == 0)
                    throw RunWrites.NoRun(run);
            },
            cancellationToken);
    }

    public Task<Run?> FindRunAsync(RunId run, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await new RunReader(session).ReadAsync("SELECT id FROM runs WHERE id = @id", new { id = run.Value })).FirstOrDefault(),
        cancellationToken);

    public Task<Run?> FindRunByPrefixAsync(string prefix, CancellationToken cancellationToken) => FindRunByPrefixAsync(prefix, Lifecycle.Active, cancellationToken);

    public Task<Run?> FindDeletedRunByPrefixAsync(string prefix, CancellationToken cancellationToken) => FindRunByPrefixAsync(prefix, Lifecycle.Deleted, cancellationToken);

    private async Task<Run?> FindRunByPrefixAsync(string prefix, Lifecycle lifecycle, CancellationToken cancellationToken)
    {
        if (await FindRunAsync(new RunId(prefix), cancellationToken) is { } exact)
            return exact;
        if (prefix.Length == 0 || !prefix.All(char.IsAsciiHexDigit))
            return null;
        // 'g' comes after every hexadecimal digit, so the range is that of the prefix and the index serves it.
        var from = prefix.ToLowerInvariant();
        var runs = await database.ReadAsync(
            session => new RunReader(session).ReadAsync(
                "SELECT id FROM runs WHERE lifecycle = @lifecycle AND id >= @from AND id < @until ORDER BY id LIMIT @maxCount",
                new { lifecycle = lifecycle.ToText(), from, until = from + "g", maxCount = MaxNamed + 1 }),
            cancellationToken);
        return runs.Count <= 1 ? runs.FirstOrDefault() : throw Ambiguous(prefix, runs);
    }

    public Task<IReadOnlyList<Run>> ListRunsAsync(ExperimentId? experiment, int maxCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxCount);
        var which = experiment is null ? "" : "AND experiment_id = @experimentId";
        return database.ReadAsync(
            session => new RunReader(session).ReadAsync(
                $"SELECT id FROM runs WHERE lifecycle = 'active' {which} ORDER BY started_at DESC, id DESC LIMIT @maxCount",
                new { experimentId = experiment is { } id ? ExperimentReader.NumberOf(id) : 0, maxCount }),
            cancellationToken);
    }

    public Task<IReadOnlyList<Metric>> GetHistoryAsync(RunId run, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => HistoryReader.ReadAllAsync(session, run, key), cancellationToken);

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var killed = 0;
            foreach (var id in await session.QueryAsync<string>("SELECT DISTINCT owner FROM runs WHERE status = 'RUNNING' AND owner IS NOT NULL"))
            {
                if (!owner.IsAlive(id))
                    killed += await session.ExecuteAsync("UPDATE runs SET status = 'KILLED', ended_at = @now WHERE owner = @id AND status = 'RUNNING'", new { id, now = Now() });
            }
            return killed;
        },
        cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static void Check(ExperimentCreation creation)
    {
        EntryLimits.CheckName("experiment", creation.Name);
        EntryLimits.CheckTags(creation.Tags, TrackingLimits.MaxExperimentTagLength);
        if (creation.ArtifactLocation is { Length: > 0 } location)
            ArtifactLocations.Check(location);
    }

    /// <returns>Whether it was not there.</returns>
    private async Task<bool> InsertAsync(Session session, ExperimentCreation creation)
    {
        var id = await session.ScalarAsync<long?>(
            """
            INSERT INTO experiments (id, name, created_at, updated_at)
            SELECT COALESCE(MAX(id), 0) + 1, @Name, @now, @now FROM experiments WHERE true
            ON CONFLICT (name) DO NOTHING RETURNING id
            """,
            new { creation.Name, now = Now() });
        if (id is not { } number)
            return false;
        var location = string.IsNullOrEmpty(creation.ArtifactLocation) ? RunWrites.LocationOf(number.ToString(CultureInfo.InvariantCulture)) : creation.ArtifactLocation;
        await session.ExecuteAsync("UPDATE experiments SET artifact_location = @location WHERE id = @number", new { location, number });
        await WriteTagsAsync(session, number, creation.Tags);
        return true;
    }

    private static Task WriteTagsAsync(Session session, long experiment, IReadOnlyDictionary<string, string> tags) => session.ExecuteAsync(
        "INSERT INTO experiment_tags (experiment_id, key, value) VALUES (@experiment, @Key, @Value) ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value",
        tags.Select(tag => new { experiment, tag.Key, tag.Value }).ToList());

    private async Task MoveAsync(Session session, ExperimentId experiment, Lifecycle from, Lifecycle to)
    {
        if (await session.ExecuteAsync("UPDATE experiments SET lifecycle = @to, updated_at = @now WHERE id = @id AND lifecycle = @from", new { to = to.ToText(), from = from.ToText(), now = Now(), id = ExperimentReader.NumberOf(experiment) }) == 0)
            throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{experiment}' that is {from.ToText()}.", "experiment");
    }

    private Task TouchAsync(Session session, ExperimentId experiment) =>
        session.ExecuteAsync("UPDATE experiments SET updated_at = @now WHERE id = @id", new { now = Now(), id = ExperimentReader.NumberOf(experiment) });

    private static async Task<Experiment?> ReadByNameAsync(Session session, string name) =>
        (await new ExperimentReader(session).ReadAsync("SELECT id FROM experiments WHERE name = @name", new { name })).FirstOrDefault();

    private static SakerException Taken(string name, Lifecycle? lifecycle) => new(
        ErrorKind.AlreadyExists, lifecycle == Lifecycle.Deleted ? $"Experiment '{name}' already exists in deleted state. Restore it, or use another name." : $"Experiment '{name}' already exists.", "name");

    private static SakerException Ambiguous(string prefix, IReadOnlyList<Run> runs)
    {
        var named = string.Join(", ", runs.Take(MaxNamed).Select(run => $"{run.Id} ({run.Name})"));
        return new SakerException(ErrorKind.InvalidInput, $"Several runs start with '{prefix}'; give more digits. They are: {named}{(runs.Count > MaxNamed ? " and more" : "")}.", "run");
    }
}
