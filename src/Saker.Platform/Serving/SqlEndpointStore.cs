using System.Text;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>What endpoints should serve, in the home's database.</summary>
internal sealed class SqlEndpointStore(Database database, TimeProvider time) : IEndpointStore
{
    private const string Fields = "name, model, version, deployed_at AS DeployedAt, settings, previous_model AS PreviousModel, previous_version AS PreviousVersion, follows_alias AS Follows";
    private const string SelectEndpoints = $"SELECT {Fields} FROM endpoints";

    public Task<Endpoint> DeployAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        Names.Require("endpoint", deployment.Endpoint);
        deployment.Settings?.Validate();
        var text = deployment.Settings is { } settings ? Text(settings) : null;
        return database.WriteAsync(
            async session =>
            {
                var version = await VersionAsync(session, deployment);
                await DeployableVersions.RequireAsync(session, deployment.Model, version);
                await RequireMayChangeAsync(session, deployment);
                // Strictly later than before: whoever watches sees that it was deployed again, even within a millisecond.
                var row = await session.FindAsync<EndpointRow>(
                    $"""
                    INSERT INTO endpoints (name, model, version, deployed_at, settings, follows_alias) VALUES (@Endpoint, @Model, @version, @now, @text, @Alias)
                    ON CONFLICT (name) DO UPDATE SET model = excluded.model, version = excluded.version, follows_alias = excluded.follows_alias,
                        settings = CASE WHEN @replacesSettings THEN excluded.settings ELSE endpoints.settings END,
                        previous_model = CASE WHEN (excluded.model, excluded.version) = (endpoints.model, endpoints.version) THEN endpoints.previous_model ELSE endpoints.model END,
                        previous_version = CASE WHEN (excluded.model, excluded.version) = (endpoints.model, endpoints.version) THEN endpoints.previous_version ELSE endpoints.version END,
                        deployed_at = CASE WHEN excluded.deployed_at > endpoints.deployed_at THEN excluded.deployed_at ELSE endpoints.deployed_at + 1 END
                    RETURNING {Fields}
                    """,
                    new { deployment.Endpoint, deployment.Model, version, text, deployment.Alias, replacesSettings = deployment.Settings is not null, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
                return row!.ToEndpoint();
            },
            cancellationToken);
    }

    public Task<Endpoint> SetSettingsAsync(string name, EndpointSettings settings, CancellationToken cancellationToken) =>
        ChangeSettingsAsync(name, _ => settings, cancellationToken);

    public Task<Endpoint> ChangeSettingsAsync(string name, Func<EndpointSettings, EndpointSettings> change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var found = await session.FindAsync<EndpointRow>(SelectEndpoints + " WHERE name = @name", new { name })
                ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{name}'.", "endpoint");
            var settings = change(found.ToEndpoint().Settings);
            settings.Validate();
            var row = await session.FindAsync<EndpointRow>($"UPDATE endpoints SET settings = @text WHERE name = @name RETURNING {Fields}", new { name, text = Text(settings) });
            return row!.ToEndpoint();
        },
        cancellationToken);

    public Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Endpoint>>(
        async session => [.. (await session.QueryAsync<EndpointRow>(SelectEndpoints + " ORDER BY name")).Select(row => row.ToEndpoint())],
        cancellationToken);

    public Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<EndpointRow>(SelectEndpoints + " WHERE name = @name", new { name }))?.ToEndpoint(),
        cancellationToken);

    public Task<bool> RemoveAsync(string name, Actor? by, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            // Or anybody could remove it and deploy another model under its name.
            if (await session.FindAsync<EndpointRow>(SelectEndpoints + " WHERE name = @name", new { name }) is { Follows: { } alias } before)
                await AliasGuard.RequireMayLeaveAsync(session, before.Model, alias, $"endpoint '{before.Name}'", by);
            return await session.ExecuteAsync("DELETE FROM endpoints WHERE name = @name", new { name }) > 0;
        },
        cancellationToken);

    private static async Task<int> VersionAsync(Session session, Deployment deployment)
    {
        if (deployment.Alias is not { } alias)
            return deployment.Version;
        return await session.ScalarAsync<int?>("SELECT version FROM aliases WHERE model = @Model AND alias = @alias", new { deployment.Model, alias })
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no '{deployment.Model}@{alias}' to follow.", "alias");
    }

    private static async Task RequireMayChangeAsync(Session session, Deployment deployment)
    {
        if (await session.FindAsync<EndpointRow>(SelectEndpoints + " WHERE name = @Endpoint", new { deployment.Endpoint }) is not { Follows: { } alias } before)
            return;
        if ((before.Model, alias) != (deployment.Model, deployment.Alias))
            await AliasGuard.RequireMayLeaveAsync(session, before.Model, alias, $"endpoint '{before.Name}'", deployment.By);
    }

    /// <summary>The default is stored as nothing, so that an endpoint nobody set follows the program's defaults.</summary>
    private static string? Text(EndpointSettings settings) => settings == EndpointSettings.Default ? null : Encoding.UTF8.GetString(EndpointSettingsText.WriteJson(settings));

    private sealed record EndpointRow
    {
        public required string Name { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }

        public long DeployedAt { get; init; }

        public string? Settings { get; init; }

        public string? PreviousModel { get; init; }

        public long? PreviousVersion { get; init; }

        public string? Follows { get; init; }

        public Endpoint ToEndpoint() => new()
        {
            Name = Name,
            Model = Model,
            Version = (int)Version,
            Follows = Follows,
            DeployedAt = DateTimeOffset.FromUnixTimeMilliseconds(DeployedAt),
            Previous = PreviousModel is { } model && PreviousVersion is { } version ? new PreviousVersion(model, (int)version) : null,
            Settings = Settings is { } settings ? EndpointSettingsText.ReadJson(Encoding.UTF8.GetBytes(settings)) : EndpointSettings.Default,
        };
    }
}
