using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Reports of drift, in the home's database.</summary>
internal sealed class SqlDriftStore(Database database, TimeProvider time) : IDriftStore
{
    internal const string SelectLatest =
        $"""
        SELECT {DriftReportRow.Fields} FROM drift_reports JOIN
            (SELECT endpoint AS e, model AS m, version AS v, MAX(to_at) AS latest FROM drift_reports WHERE kind = 'window' GROUP BY endpoint, model, version) newest
            ON endpoint = e AND model = m AND version = v AND to_at = latest
        WHERE kind = 'window' ORDER BY endpoint, to_at DESC, version DESC
        """;

    /// <summary>By the index of each endpoint's reports, so that a month of windows costs no more than a day.</summary>
    internal const string SelectNewest =
        """
        SELECT shown.report, shown.packed FROM endpoints JOIN drift_reports shown ON shown.id =
            (SELECT newest.id FROM drift_reports newest WHERE newest.endpoint = endpoints.name AND newest.kind = 'window' ORDER BY newest.to_at DESC, newest.version DESC LIMIT 1)
        ORDER BY shown.endpoint
        """;

    private const string ProgressFields =
        "endpoint, model, version, began_at AS Began, evaluated_until AS Until, looked_at AS LookedAt, open_rows AS OpenRows, note, detectors FROM drift_progress";

    private const string SummaryFields =
        "id, endpoint, model, version, kind, from_at AS FromAt, to_at AS ToAt, made_at AS MadeAt, row_count AS Rows, drifted, share";

    private const string Filter =
        " FROM drift_reports WHERE endpoint = @Endpoint AND (@version IS NULL OR version = @version) AND (@kind IS NULL OR kind = @kind) AND (@before IS NULL OR to_at < @before) ORDER BY to_at DESC, version DESC, made_at DESC LIMIT @Max";

    public Task<IReadOnlyList<DriftProgress>> ListProgressAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftProgress>>(
        async session => [.. (await session.QueryAsync<ProgressRow>($"SELECT {ProgressFields} WHERE endpoint = @endpoint ORDER BY version DESC, model", new { endpoint })).Select(row => row.ToProgress())],
        cancellationToken);

    public Task<IReadOnlyList<DriftProgress>> ListProgressAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftProgress>>(
        async session => [.. (await session.QueryAsync<ProgressRow>($"SELECT {ProgressFields} ORDER BY endpoint, version DESC, model")).Select(row => row.ToProgress())],
        cancellationToken);

    public Task SaveAsync(DriftProgress progress, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await SaveAsync(session, progress, await NameHistory.ReadAsync(session));
            return true;
        },
        cancellationToken);

    public Task<bool> AddAsync(DriftEvaluation report, DriftProgress? progress, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var names = await NameHistory.ReadAsync(session);
            // It may have been renamed since the evaluation began.
            report = report with { Model = names.CurrentOf(report.Model) };
            var added = await session.ExecuteAsync(
                """
                INSERT INTO drift_reports (id, endpoint, model, version, kind, from_at, to_at, made_at, row_count, drifted, share, report, packed, is_merged)
                VALUES (@Id, @Endpoint, @Model, @Version, @kind, @from, @to, @made, @RowCount, @drifted, @Share, '', @packed, 1)
                ON CONFLICT DO NOTHING
                """,
                new
                {
                    report.Id,
                    report.Endpoint,
                    report.Model,
                    report.Version,
                    kind = KindText(report.Kind),
                    from = report.From.ToUnixTimeMilliseconds(),
                    to = report.To.ToUnixTimeMilliseconds(),
                    made = report.MadeAt.ToUnixTimeMilliseconds(),
                    report.RowCount,
                    drifted = report.Drifted ? 1 : 0,
                    report.Share,
                    packed = DriftJson.Pack(report),
                });
            if (added > 0 && report.Kind == DriftReportKind.Window)
                await SqlDriftHistory.AddAsync(session, report);
            if (added > 0 && progress is not null)
                await SaveAsync(session, progress, names);
            return added > 0;
        },
        cancellationToken);

    public Task<DriftEvaluation?> FindAsync(string endpoint, string id, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<DriftReportRow>($"SELECT {DriftReportRow.Fields} FROM drift_reports WHERE endpoint = @endpoint AND id = @id", new { endpoint, id }))?.ToReport(),
        cancellationToken);

    public Task<IReadOnlyList<DriftSummary>> ListAsync(DriftQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftSummary>>(
        async session => [.. (await session.QueryAsync<SummaryRow>($"SELECT {SummaryFields}{Filter}", Parameters(query))).Select(row => row.ToSummary())],
        cancellationToken);

    public Task<IReadOnlyList<DriftEvaluation>> ReadAsync(DriftQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftEvaluation>>(
        async session => [.. (await session.QueryAsync<DriftReportRow>($"SELECT {DriftReportRow.Fields}{Filter}", Parameters(query))).Select(row => row.ToReport())],
        cancellationToken);

    public Task<IReadOnlyList<DriftEvaluation>> ListLatestAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftEvaluation>>(
        async session => [.. (await session.QueryAsync<DriftReportRow>(SelectLatest)).Select(row => row.ToReport())],
        cancellationToken);

    public Task<IReadOnlyList<DriftEvaluation>> ListNewestAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftEvaluation>>(
        async session => [.. (await session.QueryAsync<DriftReportRow>(SelectNewest)).Select(row => row.ToReport())],
        cancellationToken);

    public Task<DriftEvaluation?> FindAtAsync(string endpoint, int? version, DateTimeOffset at, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<DriftReportRow>(
            $"""
            SELECT {DriftReportRow.Fields} FROM drift_reports WHERE endpoint = @endpoint AND kind = 'window' AND to_at > @at AND from_at <= @at AND (@version IS NULL OR version = @version)
            ORDER BY to_at, version DESC LIMIT 1
            """,
            new { endpoint, version = (long?)version, at = at.ToUnixTimeMilliseconds() }))?.ToReport(),
        cancellationToken);

    public Task<int> RemoveAsync(string endpoint, DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var range = new { endpoint, before = before.ToUnixTimeMilliseconds() };
            foreach (var grain in Enum.GetValues<DriftGrain>())
                await session.ExecuteAsync("DELETE FROM drift_history WHERE grain = @grain AND endpoint = @endpoint AND started_at < @before AND ended_at < @before", new { grain = (long)grain, range.endpoint, range.before });
            return await session.ExecuteAsync("DELETE FROM drift_reports WHERE endpoint = @endpoint AND to_at < @before", range);
        },
        cancellationToken);

    public Task RemoveOrphansAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            foreach (var table in new[] { "drift_reports", "drift_references", "drift_progress", "drift_history" })
                await session.ExecuteAsync($"DELETE FROM {table} WHERE endpoint NOT IN (SELECT name FROM endpoints)");
            return true;
        },
        cancellationToken);

    public Task<StoredReference?> FindReferenceAsync(string endpoint, string model, int version, string key, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<ReferenceRow>(
            """
            SELECT endpoint, model, version, key, from_at AS FromAt, to_at AS ToAt, row_count AS Rows, inputs, outputs
            FROM drift_references WHERE endpoint = @endpoint AND model = @model AND version = @version AND key = @key
            """,
            new { endpoint, model, version, key }))?.ToReference(),
        cancellationToken);

    public Task AddReferenceAsync(StoredReference reference, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            INSERT INTO drift_references (endpoint, model, version, key, from_at, to_at, row_count, inputs, outputs, taken_at)
            VALUES (@Endpoint, @Model, @Version, @Key, @from, @to, @RowCount, @inputs, @outputs, @now)
            ON CONFLICT (endpoint, model, version, key) DO NOTHING
            """,
            new
            {
                reference.Endpoint,
                Model = (await NameHistory.ReadAsync(session)).CurrentOf(reference.Model),
                reference.Version,
                reference.Key,
                from = reference.From.ToUnixTimeMilliseconds(),
                to = reference.To.ToUnixTimeMilliseconds(),
                reference.RowCount,
                inputs = reference.Inputs?.ToJson(),
                outputs = reference.Outputs?.ToJson(),
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }),
        cancellationToken);

    private static Task SaveAsync(Session session, DriftProgress progress, NameHistory names) => session.ExecuteAsync(
        """
        INSERT INTO drift_progress (endpoint, model, version, began_at, evaluated_until, looked_at, open_rows, note, detectors)
        VALUES (@Endpoint, @Model, @Version, @began, @until, @looked, @OpenRowCount, @Note, @Detectors)
        ON CONFLICT (endpoint, model, version) DO UPDATE SET
            evaluated_until = excluded.evaluated_until, looked_at = excluded.looked_at, open_rows = excluded.open_rows, note = excluded.note, detectors = excluded.detectors
        WHERE excluded.evaluated_until >= drift_progress.evaluated_until
        """,
        new
        {
            progress.Endpoint,
            Model = names.CurrentOf(progress.Model),
            progress.Version,
            began = progress.BeganAt.ToUnixTimeMilliseconds(),
            until = progress.EvaluatedUntil.ToUnixTimeMilliseconds(),
            looked = progress.LookedAt.ToUnixTimeMilliseconds(),
            progress.OpenRowCount,
            progress.Note,
            progress.Detectors,
        });

    private static object Parameters(DriftQuery query) => new
    {
        query.Endpoint,
        version = (long?)query.Version,
        kind = query.Kind is { } kind ? KindText(kind) : null,
        before = query.Before?.ToUnixTimeMilliseconds(),
        Max = Math.Clamp(query.Max, 1, DriftQuery.MaxCount),
    };

    private static string KindText(DriftReportKind kind) => kind == DriftReportKind.Window ? "window" : "asked";

    private sealed record ProgressRow
    {
        public required string Endpoint { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public long Began { get; init; }

        public long Until { get; init; }

        public long LookedAt { get; init; }

        public long OpenRows { get; init; }

        public string? Note { get; init; }

        public string? Detectors { get; init; }

        public DriftProgress ToProgress() => new()
        {
            Endpoint = Endpoint,
            Model = Model,
            Version = (int)Version,
            BeganAt = DateTimeOffset.FromUnixTimeMilliseconds(Began),
            EvaluatedUntil = DateTimeOffset.FromUnixTimeMilliseconds(Until),
            LookedAt = DateTimeOffset.FromUnixTimeMilliseconds(LookedAt),
            OpenRowCount = OpenRows,
            Note = Note,
            Detectors = Detectors,
        };
    }

    private sealed record SummaryRow
    {
        public required string Id { get; init; }

        public required string Endpoint { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public required string Kind { get; init; }

        public long FromAt { get; init; }

        public long ToAt { get; init; }

        public long MadeAt { get; init; }

        public long Rows { get; init; }

        public long Drifted { get; init; }

        public double Share { get; init; }

        public DriftSummary ToSummary() => new()
        {
            Id = Id,
            Endpoint = Endpoint,
            Model = Model,
            Version = (int)Version,
            Kind = Kind == "window" ? DriftReportKind.Window : DriftReportKind.Asked,
            From = DateTimeOffset.FromUnixTimeMilliseconds(FromAt),
            To = DateTimeOffset.FromUnixTimeMilliseconds(ToAt),
            MadeAt = DateTimeOffset.FromUnixTimeMilliseconds(MadeAt),
            RowCount = Rows,
            Drifted = Drifted != 0,
            Share = Share,
        };
    }

    private sealed record ReferenceRow
    {
        public required string Endpoint { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public required string Key { get; init; }

        public long FromAt { get; init; }

        public long ToAt { get; init; }

        public long Rows { get; init; }

        public string? Inputs { get; init; }

        public string? Outputs { get; init; }

        public StoredReference ToReference() => new()
        {
            Endpoint = Endpoint,
            Model = Model,
            Version = (int)Version,
            Key = Key,
            From = DateTimeOffset.FromUnixTimeMilliseconds(FromAt),
            To = DateTimeOffset.FromUnixTimeMilliseconds(ToAt),
            RowCount = Rows,
            Inputs = Inputs is { } inputs ? Profile.FromJson(inputs) : null,
            Outputs = Outputs is { } outputs ? Profile.FromJson(outputs) : null,
        };
    }
}
