using System.Text;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>The table of endpoints. Every method within a read or a write.</summary>
internal static class EndpointRows
{
    private const string Fields =
        "name, model, version, deployed_at AS DeployedAt, settings, previous_model AS PreviousModel, previous_version AS PreviousVersion, follows_alias AS Follows, split";

    private const string Select = $"SELECT {Fields} FROM endpoints";

    // Strictly later than before: whoever watches sees that it was deployed again, even within a millisecond.
    private const string Later = "CASE WHEN @now > endpoints.deployed_at THEN @now ELSE endpoints.deployed_at + 1 END";

    public static async Task<Endpoint?> FindAsync(Session session, string name) => (await session.FindAsync<EndpointRow>($"{Select} WHERE name = @name", new { name }))?.ToEndpoint();

    /// <summary>All, by name.</summary>
    public static async Task<IReadOnlyList<Endpoint>> ListAsync(Session session) => [.. (await session.QueryAsync<EndpointRow>($"{Select} ORDER BY name")).Select(row => row.ToEndpoint())];

    /// <summary>Those that follow an alias, by name.</summary>
    public static async Task<IReadOnlyList<Endpoint>> ListFollowersAsync(Session session, string model, string alias) =>
        [.. (await session.QueryAsync<EndpointRow>($"{Select} WHERE model = @model AND follows_alias = @alias ORDER BY name", new { model, alias })).Select(row => row.ToEndpoint())];

    /// <summary>Makes an endpoint serve a version; what it served becomes what it served before.</summary>
    /// <param name="session">The write.</param>
    /// <param name="name">The endpoint; it is made when there is none.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="follows">The alias that it follows from now on.</param>
    /// <param name="now">The time in milliseconds.</param>
    public static async Task<Endpoint> ServeAsync(Session session, string name, string model, int version, string? follows, long now) => (await session.FindAsync<EndpointRow>(
        $"""
        INSERT INTO endpoints (name, model, version, deployed_at, follows_alias) VALUES (@name, @model, @version, @now, @follows)
        ON CONFLICT (name) DO UPDATE SET model = excluded.model, version = excluded.version, follows_alias = excluded.follows_alias,
            previous_model = CASE WHEN (excluded.model, excluded.version) = (endpoints.model, endpoints.version) THEN endpoints.previous_model ELSE endpoints.model END,
            previous_version = CASE WHEN (excluded.model, excluded.version) = (endpoints.model, endpoints.version) THEN endpoints.previous_version ELSE endpoints.version END,
            deployed_at = {Later}
        RETURNING {Fields}
        """,
        new { name, model, version, follows, now }))!.ToEndpoint();

    /// <summary>Makes an endpoint serve again what it served before something else, as if that had never been.</summary>
    /// <param name="session">The write.</param>
    /// <param name="name">The endpoint.</param>
    /// <param name="served">What it served.</param>
    /// <param name="follows">The alias that it followed.</param>
    /// <param name="previous">What it had served before that.</param>
    /// <param name="now">The time in milliseconds.</param>
    public static Task RestoreAsync(Session session, string name, PreviousVersion served, string? follows, PreviousVersion? previous, long now) => session.ExecuteAsync(
        $"""
        UPDATE endpoints SET model = @Model, version = @Version, follows_alias = @follows, previous_model = @previousModel, previous_version = @previousVersion, deployed_at = {Later}
        WHERE name = @name
        """,
        new { name, served.Model, served.Version, follows, previousModel = previous?.Model, previousVersion = previous?.Version, now });

    /// <summary>Has other versions take part in what an endpoint answers; null for its own version alone.</summary>
    public static Task SplitAsync(Session session, string name, EndpointSplit? split) =>
        session.ExecuteAsync("UPDATE endpoints SET split = @split WHERE name = @name", new { name, split = split is null ? null : SplitText.Write(split) });

    /// <summary>Replaces how an endpoint serves. The default is stored as nothing, so that an endpoint nobody set follows the program's defaults.</summary>
    public static async Task<Endpoint> ConfigureAsync(Session session, string name, EndpointSettings settings)
    {
        var text = settings == EndpointSettings.Default ? null : Encoding.UTF8.GetString(EndpointSettingsText.WriteJson(settings));
        return (await session.FindAsync<EndpointRow>($"UPDATE endpoints SET settings = @text WHERE name = @name RETURNING {Fields}", new { name, text }))!.ToEndpoint();
    }

    /// <summary>Changes how an endpoint serves, from what it is within the same write.</summary>
    /// <exception cref="SakerException">No such endpoint (not found), or some settings are not possible; all of them are named (invalid input).</exception>
    public static async Task<Endpoint> ChangeSettingsAsync(Session session, string name, Func<EndpointSettings, EndpointSettings> change)
    {
        var found = await FindAsync(session, name) ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{name}'.", "endpoint");
        var settings = change(found.Settings);
        settings.Validate();
        return await ConfigureAsync(session, name, settings);
    }

    public static async Task<bool> RemoveAsync(Session session, string name) => await session.ExecuteAsync("DELETE FROM endpoints WHERE name = @name", new { name }) > 0;

    /// <summary>The model has another name; endpoints serve it under that.</summary>
    public static async Task RenameModelAsync(Session session, string model, string newName)
    {
        await session.ExecuteAsync("UPDATE endpoints SET model = @newName WHERE model = @model", new { model, newName });
        await session.ExecuteAsync("UPDATE endpoints SET previous_model = @newName WHERE previous_model = @model", new { model, newName });
        foreach (var endpoint in (await session.QueryAsync<EndpointRow>($"{Select} WHERE split IS NOT NULL")).Select(row => row.ToEndpoint()))
        {
            if (endpoint.Split is { } split && split.Arms.Any(arm => arm.Model == model))
                await SplitAsync(session, endpoint.Name, split with { Arms = [.. split.Arms.Select(arm => arm.Model == model ? arm with { Model = newName } : arm)] });
        }
    }

    /// <summary>Whether an endpoint may be turned to what does not come by the alias that it follows.</summary>
    /// <exception cref="Data.SakerException">The alias is protected or requires gates, and the caller's role is less than that of those who decide (forbidden).</exception>
    public static async Task RequireMayLeaveAsync(Session session, Endpoint? endpoint, string? toModel, string? toAlias, Actor? by)
    {
        if (endpoint is { Follows: { } alias } && (endpoint.Model, alias) != (toModel, toAlias))
            await AliasGuard.RequireMayLeaveAsync(session, endpoint.Model, alias, $"endpoint '{endpoint.Name}'", by);
    }
}
