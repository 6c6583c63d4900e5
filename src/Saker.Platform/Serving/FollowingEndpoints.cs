using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>Endpoints as what uses registered versions: those that follow an alias are deployed anew when it moves.</summary>
internal sealed class FollowingEndpoints(TimeProvider time) : IDeployments
{
    public async Task AliasMovedAsync(Session session, string model, string alias, int version)
    {
        var followers = await session.QueryAsync<string>("SELECT name FROM endpoints WHERE model = @model AND follows_alias = @alias ORDER BY name", new { model, alias });
        if (followers.Count == 0)
            return;
        await DeployableVersions.RequireAsync(session, model, version, $"endpoint '{followers[0]}' follows {model}@{alias}");
        await session.ExecuteAsync(
            """
            UPDATE endpoints SET previous_model = model, previous_version = version, version = @version,
                deployed_at = CASE WHEN @now > deployed_at THEN @now ELSE deployed_at + 1 END
            WHERE model = @model AND follows_alias = @alias AND version <> @version
            """,
            new { model, alias, version, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    public async Task<IReadOnlyList<string>> ListUsersAsync(Session session, string model, int? version)
    {
        var ofVersion = version is null ? "" : " AND version = @version";
        return [.. (await session.QueryAsync<string>($"SELECT name FROM endpoints WHERE model = @model{ofVersion} ORDER BY name", new { model, version })).Select(name => $"endpoint '{name}'")];
    }

    public async Task RenamedAsync(Session session, string model, string newName)
    {
        await session.ExecuteAsync("UPDATE endpoints SET model = @newName WHERE model = @model", new { model, newName });
        await session.ExecuteAsync("UPDATE endpoints SET previous_model = @newName WHERE previous_model = @model", new { model, newName });
    }
}
