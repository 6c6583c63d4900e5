using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>Studies in the home's database.</summary>
internal sealed class SqlStudyStore(Database database, IExperimentStore experiments, ProcessOwner owner, Ids ids, StudyOptions options, TimeProvider time) : IStudyStore
{
    public async Task<StoredStudy> CreateAsync(NewStudy study, CancellationToken cancellationToken)
    {
        Names.Require("study", study.Name);
        var experiment = await experiments.GetOrCreateAsync(study.Experiment ?? study.Name, cancellationToken);
        return await database.WriteAsync(
            async session =>
            {
                var row = new StudyRow
                {
                    Name = study.Name,
                    RunId = ids.NewRunId(),
                    ExperimentId = long.Parse(experiment.Id.Value, CultureInfo.InvariantCulture),
                    Settings = Encoding.UTF8.GetString(JsonValues.Write(study.Settings.Describe())),
                    Fingerprint = study.Fingerprint,
                    CreatedAt = Now(),
                };
                if (await session.ExecuteAsync(
                    """
                    INSERT INTO studies (name, run_id, experiment_id, settings, fingerprint, created_at) VALUES (@Name, @RunId, @ExperimentId, @Settings, @Fingerprint, @CreatedAt)
                    ON CONFLICT (name) DO NOTHING
                    """,
                    row) == 0)
                    throw new SakerException(ErrorKind.AlreadyExists, $"There is a study '{study.Name}' already; use another name, or go on with that one.", "name");
                var run = new RunId(row.RunId);
                await RunWrites.StartAsync(session, run, experiment.Id, study.Name, study.Parent, study.IsOwned ? owner.Id : null, row.CreatedAt);
                await new EntryWriter(session, run).WriteAsync(StudyEntries.Of(study));
                return row.ToStudy();
            },
            cancellationToken);
    }

    public Task<StoredStudy?> FindAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<StudyRow>($"SELECT {StudyRow.Columns} FROM studies s WHERE s.name = @name", new { name }))?.ToStudy(),
        cancellationToken);

    public Task<IReadOnlyList<StudySummary>> ListAsync(int skip, int maxCount, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StudySummary>>(
        async session =>
        {
            var rows = await session.QueryAsync<StudyRow>($"SELECT {StudyRow.Columns} FROM studies s ORDER BY s.created_at DESC, s.name LIMIT @maxCount OFFSET @skip", new { skip, maxCount });
            var counts = await session.QueryAsync<SummaryRow>(
                """
                SELECT study, COUNT(*) AS Total, SUM(CASE WHEN state = 'complete' THEN 1 ELSE 0 END) AS Complete, SUM(CASE WHEN state = 'pruned' THEN 1 ELSE 0 END) AS Pruned,
                    SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS Failed, MIN(value) AS Least, MAX(value) AS Greatest
                FROM trials WHERE study IN @names GROUP BY study
                """,
                new { names = rows.Select(row => row.Name).ToArray() });
            var byName = counts.ToDictionary(row => row.Study, StringComparer.Ordinal);
            return [.. rows.Select(row => Summarise(row.ToStudy(), byName.GetValueOrDefault(row.Name)))];
        },
        cancellationToken);

    public Task<string> GetStampAsync(int skip, int maxCount, CancellationToken cancellationToken) => database.ReadAsync(
        async session => string.Join('\n', await session.QueryAsync<string>(
            "SELECT s.name || ' ' || COALESCE((SELECT MAX(t.change) FROM trials t WHERE t.study = s.name), 0) FROM studies s ORDER BY s.created_at DESC, s.name LIMIT @maxCount OFFSET @skip", new { skip, maxCount })),
        cancellationToken);

    public Task<IReadOnlyList<StoredTrial>> ListTrialsAsync(string study, long after, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StoredTrial>>(
        async session =>
        {
            var rows = await session.QueryAsync<TrialRow>($"SELECT {TrialRow.Columns} FROM trials WHERE study = @study AND change > @after ORDER BY number", new { study, after });
            if (rows.Count == 0)
                return [];
            var reports = await session.QueryAsync<ReportRow>(
                """
                SELECT r.number, r.step, r.value FROM trial_reports r JOIN trials t ON t.study = r.study AND t.number = r.number
                WHERE r.study = @study AND t.change > @after ORDER BY r.number, r.step
                """,
                new { study, after });
            var byTrial = reports.ToLookup(report => report.Number, report => report.ToReport());
            return [.. rows.Select(row => row.ToTrial(byTrial[row.Number]))];
        },
        cancellationToken);

    public Task<long> GetChangeAsync(string study, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => await session.ScalarAsync<long?>("SELECT MAX(change) FROM trials WHERE study = @study", new { study }) ?? 0, cancellationToken);

    public Task<StoredTrial?> BeginAsync(string study, Trial trial, bool isOwned, CancellationToken cancellationToken)
    {
        if (trial.Number >= options.MaxTrials)
            throw new SakerException(ErrorKind.TooLarge, $"Study '{study}' has {options.MaxTrials} trials, which is the most; go on with a new study, or have the limit raised.", "study");
        return database.WriteAsync(
            async session => await new TrialWriter(session, study, Now()).BeginAsync(trial, new RunId(ids.NewRunId()), isOwned ? owner.Id : null),
            cancellationToken);
    }

    public Task ReportAsync(string study, int number, TrialReport report, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new TrialWriter(session, study, Now()).ReportAsync(number, report, options.MaxReports), cancellationToken);

    public Task EndAsync(string study, Trial trial, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new TrialWriter(session, study, Now()).EndAsync(trial), cancellationToken);

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var owners = await session.QueryAsync<string>("SELECT DISTINCT owner FROM trials WHERE state = 'running' AND owner IS NOT NULL");
            var gone = owners.Where(id => !owner.IsAlive(id)).ToArray();
            var lost = await session.QueryAsync<LostRow>(
                $"SELECT study, number, attempt FROM trials WHERE state = 'running' AND ({(gone.Length > 0 ? "owner IN @gone OR" : "")} (owner IS NULL AND touched_at < @silentSince)) ORDER BY study, number",
                new { gone, silentSince = Now() - (long)options.MaxSilence.TotalMilliseconds });
            foreach (var row in lost)
                await new TrialWriter(session, row.Study, Now()).EndAsync(row.GivenUp());
            return lost.Count;
        },
        cancellationToken);

    public Task ReopenAsync(string study, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync("UPDATE runs SET status = 'RUNNING', ended_at = NULL, owner = @owner WHERE id = (SELECT run_id FROM studies WHERE name = @study)", new { study, owner = owner.Id }) == 0)
                throw TrialWriter.NoStudy(study);
        },
        cancellationToken);

    public Task DeleteAsync(string study, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var run = await session.ScalarAsync<string?>("SELECT run_id FROM studies WHERE name = @study", new { study }) ?? throw TrialWriter.NoStudy(study);
            if (await session.ScalarAsync<long?>("SELECT number FROM trials WHERE study = @study AND state = 'running' ORDER BY number LIMIT 1", new { study }) is { } running)
                throw new SakerException(ErrorKind.Conflict, $"Trial {running} of study '{study}' runs; end it first, or wait until it is given up.", "study");
            await session.ExecuteAsync("UPDATE runs SET lifecycle = 'deleted', deleted_at = @now WHERE lifecycle = 'active' AND (id = @run OR parent_id = @run)", new { run, now = Now() });
            await session.ExecuteAsync("DELETE FROM trial_reports WHERE study = @study", new { study });
            await session.ExecuteAsync("DELETE FROM trials WHERE study = @study", new { study });
            await session.ExecuteAsync("DELETE FROM studies WHERE name = @study", new { study });
        },
        cancellationToken);

    public Task CloseAsync(string study, RunStatus status, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync("UPDATE runs SET status = @status, ended_at = @now WHERE id = (SELECT run_id FROM studies WHERE name = @study)", new { study, status = status.ToText(), now = Now() }) == 0)
                throw TrialWriter.NoStudy(study);
        },
        cancellationToken);

    private static StudySummary Summarise(StoredStudy study, SummaryRow? counts) => counts is null
        ? new StudySummary(study, 0, 0, 0, 0, null)
        : new StudySummary(study, (int)counts.Total, (int)counts.Complete, (int)counts.Pruned, (int)counts.Failed, study.Settings.Direction == Direction.Maximize ? counts.Greatest : counts.Least);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
