using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>The history of drift, in the home's database.</summary>
internal sealed class SqlDriftHistory(Database database) : IDriftHistory
{
    public Task<IReadOnlyList<DriftMoment>> ListAsync(DriftHistoryQuery query, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftMoment>>(
        async session => [.. (await session.QueryAsync<MomentRow>(
            $"""
            SELECT {MomentRow.Fields} FROM drift_history
            WHERE grain = @grain AND endpoint = @Endpoint AND started_at >= @from AND started_at < @to AND (@version IS NULL OR version = @version)
            ORDER BY started_at DESC, version DESC, model DESC LIMIT @max
            """,
            new
            {
                query.Endpoint,
                grain = (long)query.Grain,
                version = (long?)query.Version,
                from = query.From.ToUnixTimeMilliseconds(),
                to = query.To.ToUnixTimeMilliseconds(),
                max = Math.Clamp(query.Max, 1, DriftHistoryQuery.MaxCount),
            })).Reverse().Select(row => row.ToMoment())],
        cancellationToken);

    public Task<IReadOnlyList<DriftDay>> ListDaysAsync(DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DriftDay>>(
        async session => [.. (await session.QueryAsync<(string Endpoint, long Day, long Windows, long Drifted, double Share)>(
            """
            SELECT endpoint, started_at, CAST(SUM(window_count) AS BIGINT), CAST(SUM(drifted_count) AS BIGINT), MAX(top_share) FROM drift_history
            WHERE grain = @grain AND started_at >= @since GROUP BY endpoint, started_at ORDER BY endpoint, started_at
            """,
            new { grain = (long)DriftGrain.Day, since = since.ToUnixTimeMilliseconds() }))
            .Select(row => new DriftDay(row.Endpoint, DateTimeOffset.FromUnixTimeMilliseconds(row.Day), row.Windows, row.Drifted, row.Share))],
        cancellationToken);

    public Task<int> MergeAsync(int max, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var reports = (await session.QueryAsync<DriftReportRow>($"SELECT {DriftReportRow.Fields} FROM drift_reports WHERE is_merged = 0 AND kind = 'window' ORDER BY from_at DESC LIMIT @max", new { max })).Select(row => row.ToReport()).ToList();
            foreach (var report in reports)
            {
                await AddAsync(session, report);
                await session.ExecuteAsync("UPDATE drift_reports SET is_merged = 1 WHERE id = @Id", new { report.Id });
            }
            return reports.Count;
        },
        cancellationToken);

    /// <summary>Merges the report of a closed window, within the change that keeps it.</summary>
    public static async Task AddAsync(Session session, DriftEvaluation report)
    {
        var window = DriftMoment.Of(report);
        foreach (var (grain, start) in new[] { (DriftGrain.Window, report.From), (DriftGrain.Hour, WindowGrain.Hour.Floor(report.From)), (DriftGrain.Day, WindowGrain.Day.Floor(report.From)) })
        {
            var key = new { grain = (long)grain, report.Endpoint, start = start.ToUnixTimeMilliseconds(), report.Model, version = (long)report.Version };
            var known = grain == DriftGrain.Window ? null : await session.FindAsync<MomentRow>(
                $"SELECT {MomentRow.Fields} FROM drift_history WHERE grain = @grain AND endpoint = @Endpoint AND started_at = @start AND model = @Model AND version = @version", key);
            var moment = known is null ? window : known.ToMoment().With(window);
            await session.ExecuteAsync(
                """
                INSERT INTO drift_history (grain, endpoint, started_at, model, version, ended_at, window_count, drifted_count, row_count, top_share, columns)
                VALUES (@grain, @Endpoint, @start, @Model, @version, @end, @WindowCount, @DriftedCount, @RowCount, @TopShare, @columns)
                ON CONFLICT (grain, endpoint, started_at, model, version) DO UPDATE SET ended_at = excluded.ended_at, window_count = excluded.window_count,
                    drifted_count = excluded.drifted_count, row_count = excluded.row_count, top_share = excluded.top_share, columns = excluded.columns
                """,
                new
                {
                    key.grain,
                    key.Endpoint,
                    key.start,
                    key.Model,
                    key.version,
                    end = moment.To.ToUnixTimeMilliseconds(),
                    moment.WindowCount,
                    moment.DriftedCount,
                    moment.RowCount,
                    moment.TopShare,
                    columns = DriftHistoryJson.Write(moment.Columns),
                });
        }
    }

    private sealed record MomentRow
    {
        public const string Fields =
            "started_at AS StartedAt, model, version, ended_at AS EndedAt, window_count AS Windows, drifted_count AS Drifted, row_count AS RowCount, top_share AS TopShare, columns AS Columns";

        public long StartedAt { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public long EndedAt { get; init; }

        public long Windows { get; init; }

        public long Drifted { get; init; }

        public long RowCount { get; init; }

        public double TopShare { get; init; }

        public required string Columns { get; init; }

        public DriftMoment ToMoment() => new()
        {
            Model = Model,
            Version = (int)Version,
            From = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
            To = DateTimeOffset.FromUnixTimeMilliseconds(EndedAt),
            WindowCount = Windows,
            DriftedCount = Drifted,
            RowCount = RowCount,
            TopShare = TopShare,
            Columns = DriftHistoryJson.Read(Columns),
        };
    }
}
