using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>How endpoints are watched, in the home's database.</summary>
internal sealed class SqlMonitorStore(Database database, TimeProvider time) : IMonitorStore
{
    private const string Select = "SELECT endpoints.name AS Endpoint, monitors.settings, monitors.changed_at AS ChangedAt FROM endpoints LEFT JOIN monitors ON monitors.endpoint = endpoints.name";
    private const string SelectOne = Select + " WHERE endpoints.name = @endpoint";

    public Task<EndpointMonitor?> FindAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<MonitorRow>(SelectOne, new { endpoint }))?.ToMonitor(),
        cancellationToken);

    public Task<IReadOnlyList<EndpointMonitor>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<EndpointMonitor>>(
        async session => [.. (await session.QueryAsync<MonitorRow>(Select + " ORDER BY endpoints.name")).Select(row => row.ToMonitor())],
        cancellationToken);

    public Task<EndpointMonitor> ChangeAsync(string endpoint, Func<MonitorSettings, MonitorSettings> change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var found = await session.FindAsync<MonitorRow>(SelectOne, new { endpoint }) ?? throw IMonitorStore.Missing(endpoint);
            var settings = change(found.ToMonitor().Settings);
            settings.Validate();
            // The default is stored as nothing, so that an endpoint nobody set follows the program's defaults.
            var text = settings == MonitorSettings.Default ? null : Encoding.UTF8.GetString(MonitorSettingsText.WriteJson(settings));
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await session.ExecuteAsync(
                """
                INSERT INTO monitors (endpoint, settings, changed_at) VALUES (@endpoint, @text, @now)
                ON CONFLICT (endpoint) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at
                """,
                new { endpoint, text, now });
            return new EndpointMonitor(endpoint, settings, DateTimeOffset.FromUnixTimeMilliseconds(now));
        },
        cancellationToken);

    public Task<bool> ResetAsync(string endpoint, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            _ = await session.FindAsync<MonitorRow>(SelectOne, new { endpoint }) ?? throw IMonitorStore.Missing(endpoint);
            return await session.ExecuteAsync("DELETE FROM monitors WHERE endpoint = @endpoint", new { endpoint }) > 0;
        },
        cancellationToken);

    private sealed record MonitorRow
    {
        public required string Endpoint { get; init; }

        public string? Settings { get; init; }

        public long? ChangedAt { get; init; }

        public EndpointMonitor ToMonitor() => new(
            Endpoint,
            Settings is { } text ? MonitorSettingsText.ReadJson(Encoding.UTF8.GetBytes(text)) : MonitorSettings.Default,
            ChangedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
