using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How versions fared, in the home's database.</summary>
internal sealed class SqlPerformanceStore(Database database, TimeProvider time) : IPerformanceStore
{
    public Task<IReadOnlyList<PerformanceWindow>> ListAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken) => ListAsync(
        $"SELECT {WindowRow.Columns} FROM performance_windows w WHERE w.endpoint = @endpoint AND w.started_at >= @since ORDER BY w.started_at, w.version, w.model",
        new { endpoint, since = since.ToUnixTimeMilliseconds() },
        cancellationToken);

    public Task<IReadOnlyList<PerformanceWindow>> ListLatestAsync(DateTimeOffset since, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT {WindowRow.Columns} FROM performance_windows w
        WHERE w.started_at IN (
            (SELECT MAX(m.started_at) FROM performance_windows m WHERE m.endpoint = w.endpoint AND m.model = w.model AND m.version = w.version AND m.measured IS NOT NULL),
            (SELECT MAX(e.started_at) FROM performance_windows e WHERE e.endpoint = w.endpoint AND e.model = w.model AND e.version = w.version AND e.estimate IS NOT NULL))
            AND w.started_at >= @since
        ORDER BY w.endpoint, w.version, w.started_at, w.model
        """,
        new { since = since.ToUnixTimeMilliseconds() },
        cancellationToken);

    public Task PutAsync(PerformanceWindow window, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            INSERT INTO performance_windows (endpoint, model, version, started_at, ended_at, estimate, measured, measured_at) VALUES (@Endpoint, @Model, @version, @started, @ended, @estimate, @measured, @now)
            ON CONFLICT (endpoint, model, version, started_at) DO UPDATE SET ended_at = excluded.ended_at,
                estimate = COALESCE(excluded.estimate, performance_windows.estimate), measured = COALESCE(excluded.measured, performance_windows.measured),
                measured_at = COALESCE(excluded.measured_at, performance_windows.measured_at)
            """,
            new
            {
                window.Endpoint,
                // It may have been renamed since the judging began.
                Model = (await NameHistory.ReadAsync(session)).CurrentOf(window.Model),
                version = (long)window.Version,
                started = window.StartedAt.ToUnixTimeMilliseconds(),
                ended = window.EndedAt.ToUnixTimeMilliseconds(),
                estimate = PerformanceJson.Write(window.Estimate),
                measured = PerformanceJson.Write(window.Scores),
                now = window.Scores is null ? (long?)null : time.GetUtcNow().ToUnixTimeMilliseconds(),
            }),
        cancellationToken);

    public Task<DetectorStates?> FindDetectorsAsync(string endpoint, string model, int version, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<DetectorRow>($"SELECT {DetectorRow.Columns} FROM performance_detectors d WHERE d.endpoint = @endpoint AND d.model = @model AND d.version = @version", new { endpoint, model, version = (long)version }))?.ToStates(),
        cancellationToken);

    public Task PutDetectorsAsync(DetectorStates states, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            INSERT INTO performance_detectors (endpoint, model, version, state, seen_at, seen_order) VALUES (@Endpoint, @Model, @version, @state, @at, @SeenOrder)
            ON CONFLICT (endpoint, model, version) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at, seen_order = excluded.seen_order
            """,
            new { states.Endpoint, Model = (await NameHistory.ReadAsync(session)).CurrentOf(states.Model), version = (long)states.Version, state = PerformanceJson.Write(states.Detectors), at = states.SeenAt.ToUnixTimeMilliseconds(), states.SeenOrder }),
        cancellationToken);

    public Task<IReadOnlyList<DetectorStates>> ListDetectorsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DetectorStates>>(
        async session => [.. (await session.QueryAsync<DetectorRow>($"SELECT {DetectorRow.Columns} FROM performance_detectors d ORDER BY d.endpoint, d.version, d.seen_at, d.model")).Select(row => row.ToStates())],
        cancellationToken);

    public Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var parameters = new { before = before.ToUnixTimeMilliseconds() };
            await session.ExecuteAsync("DELETE FROM performance_detectors WHERE seen_at < @before OR endpoint NOT IN (SELECT name FROM endpoints)", parameters);
            return await session.ExecuteAsync("DELETE FROM performance_windows WHERE ended_at < @before OR endpoint NOT IN (SELECT name FROM endpoints)", parameters);
        },
        cancellationToken);

    private Task<IReadOnlyList<PerformanceWindow>> ListAsync(string sql, object parameters, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PerformanceWindow>>(
        async session => [.. (await session.QueryAsync<WindowRow>(sql, parameters)).Select(row => row.ToWindow())],
        cancellationToken);

    private sealed record WindowRow
    {
        public const string Columns = "w.endpoint, w.model, w.version, w.started_at AS StartedAt, w.ended_at AS EndedAt, w.estimate, w.measured";

        public required string Endpoint { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public long StartedAt { get; init; }

        public long EndedAt { get; init; }

        public string? Estimate { get; init; }

        public string? Measured { get; init; }

        public PerformanceWindow ToWindow() => new()
        {
            Endpoint = Endpoint,
            Model = Model,
            Version = (int)Version,
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
            EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(EndedAt),
            Estimate = PerformanceJson.Read<WindowEstimate>(Estimate),
            Scores = PerformanceJson.Read<WindowScores>(Measured),
        };
    }

    private sealed record DetectorRow
    {
        public const string Columns = "d.endpoint, d.model, d.version, d.state, d.seen_at AS SeenAt, d.seen_order AS SeenOrder";

        public required string Endpoint { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public required string State { get; init; }

        public long SeenAt { get; init; }

        public long SeenOrder { get; init; }

        public DetectorStates ToStates() => new()
        {
            Endpoint = Endpoint,
            Model = Model,
            Version = (int)Version,
            Detectors = PerformanceJson.Read<List<ErrorDetector>>(State) ?? [],
            SeenAt = DateTimeOffset.FromUnixTimeMilliseconds(SeenAt),
            SeenOrder = SeenOrder,
        };
    }
}
