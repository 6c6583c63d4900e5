using System.Globalization;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Experiments and runs in the home's database.</summary>
internal sealed class SqlExperimentStore(Database database, ProcessOwner owner, Ids ids, TimeProvider time) : IExperimentStore
{
    private const int MaxNamed = 10;

    private const string SelectExperiments = """
        SELECT e.id, e.name, e.created_at AS CreatedAt,
               (SELECT COUNT(*) FROM runs r WHERE r.experiment_id = e.id AND r.lifecycle = 'active') AS RunCount
        FROM experiments e WHERE e.lifecycle = 'active'
        """;

    public Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        EntryLimits.CheckName("experiment", name);
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO experiments (id, name, created_at, updated_at)
                    SELECT COALESCE(MAX(id), 0) + 1, @name, @now, @now FROM experiments WHERE true
                    ON CONFLICT (name) DO NOTHING
                    """,
                    new { name, now = Now() });
                var row = await session.FindAsync<ExperimentRow>(SelectExperiments + " AND e.name = @name", new { name });
                return row?.ToExperiment() ?? throw new SakerException(ErrorKind.Conflict, $"Experiment '{name}' was deleted; restore it or use another name.", "name");
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Experiment>>(
        async session => [.. (await session.QueryAsync<ExperimentRow>(SelectExperiments + " ORDER BY e.created_at DESC, e.id DESC")).Select(row => row.ToExperiment())],
        cancellationToken);

    public Task<Run> StartRunAsync(ExperimentId experiment, string name, RunId? parent, CancellationToken cancellationToken)
    {
        EntryLimits.CheckName("run", name);
        return database.WriteAsync(
            async session =>
            {
                var run = new Run
                {
                    Id = new RunId(ids.NewRunId()),
                    ExperimentId = experiment,
                    Name = name,
                    Status = RunStatus.Running,
                    StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(Now()),
                    ParentId = parent,
                    Parameters = new Dictionary<string, string>(),
                    Metrics = new Dictionary<string, double>(),
                    Tags = new Dictionary<string, string>(),
                };
                await RequireExperimentAsync(session, experiment);
                if (parent is { } parentId)
                    await RequireRunAsync(session, parentId);
                await session.ExecuteAsync(
                    """
                    INSERT INTO runs (id, experiment_id, parent_id, name, status, started_at, owner)
                    VALUES (@id, @experimentId, @parentId, @name, 'RUNNING', @startedAt, @ownerId)
                    """,
                    new { id = run.Id.Value, experimentId = NumberOf(experiment), parentId = parent?.Value, name, startedAt = run.StartedAt.ToUnixTimeMilliseconds(), ownerId = owner.Id });
                return run;
            },
            cancellationToken);
    }

    public Task LogAsync(RunId run, RunEntries entries, CancellationToken cancellationToken)
    {
        EntryLimits.Check(entries);
        return database.WriteAsync(
            async session =>
            {
                await RequireRunAsync(session, run);
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
                    throw NoRun(run);
            },
            cancellationToken);
    }

    public Task<Run?> FindRunAsync(RunId run, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await new RunReader(session).ReadAsync("SELECT id FROM runs WHERE id = @id", new { id = run.Value })).FirstOrDefault(),
        cancellationToken);

    public async Task<Run?> FindRunByPrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        if (await FindRunAsync(new RunId(prefix), cancellationToken) is { } exact)
            return exact;
        if (prefix.Length == 0 || !prefix.All(char.IsAsciiHexDigit))
            return null;
        // 'g' comes after every hexadecimal digit, so the range is that of the prefix and the index serves it.
        var from = prefix.ToLowerInvariant();
        var runs = await database.ReadAsync(
            session => new RunReader(session).ReadAsync(
                "SELECT id FROM runs WHERE lifecycle = 'active' AND id >= @from AND id < @until ORDER BY id LIMIT @maxCount",
                new { from, until = from + "g", maxCount = MaxNamed + 1 }),
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
                new { experimentId = experiment is { } id ? NumberOf(id) : 0, maxCount }),
            cancellationToken);
    }

    public Task<IReadOnlyList<Metric>> GetHistoryAsync(RunId run, string key, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Metric>>(
        async session =>
        {
            await RequireRunAsync(session, run);
            var rows = await session.QueryAsync<MetricRow>(
                """
                SELECT run_id AS RunId, key, value, is_nan AS IsNaN, step, logged_at AS LoggedAt FROM metrics
                WHERE run_id = @id AND key = @key ORDER BY step, logged_at, value
                """,
                new { id = run.Value, key });
            return [.. rows.Select(row => new Metric(row.Key, row.Number, row.Step, DateTimeOffset.FromUnixTimeMilliseconds(row.LoggedAt)))];
        },
        cancellationToken);

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

    /// <summary>-1, which no experiment has, for what is no number.</summary>
    private static long NumberOf(ExperimentId experiment) =>
        long.TryParse(experiment.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static async Task RequireExperimentAsync(Session session, ExperimentId experiment)
    {
        if (await session.FindAsync<ExperimentRow>(SelectExperiments + " AND e.id = @id", new { id = NumberOf(experiment) }) is null)
            throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{experiment}'.", "experiment");
    }

    private static async Task RequireRunAsync(Session session, RunId run)
    {
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM runs WHERE id = @id", new { id = run.Value }) == 0)
            throw NoRun(run);
    }

    private static SakerException Ambiguous(string prefix, IReadOnlyList<Run> runs)
    {
        var named = string.Join(", ", runs.Take(MaxNamed).Select(run => $"{run.Id} ({run.Name})"));
        return new SakerException(ErrorKind.InvalidInput, $"Several runs start with '{prefix}'; give more digits. They are: {named}{(runs.Count > MaxNamed ? " and more" : "")}.", "run");
    }

    private static SakerException NoRun(RunId run) => new(ErrorKind.NotFound, $"There is no run '{run}'.", "run");
}
